import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { PushDevice } from './PushDevice'
import { PushHere } from './PushHere'
import { hereQuery, myPushQuery } from './push'

/** Messages on devices: this one, and the others that I have given. */
export function PushSection() {
  const { t } = useTranslation('push')
  const query = useQuery(myPushQuery)
  const here = useQuery(hereQuery).data
  return (
    <Section title={t('title')}>
      <div className="stack">
        <p className="prose">{t('detail')}</p>
        <Loaded query={query}>
          {mine => {
            const others = mine.devices.filter(device => device.endpoint_hash !== here?.hash)
            return (
              <>
                <PushHere mine={mine} />
                {others.length > 0 && (
                  <>
                    <h3>{t('others')}</h3>
                    <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
                      {others.map(device => (
                        <PushDevice key={device.id} device={device} />
                      ))}
                    </ul>
                  </>
                )}
              </>
            )
          }}
        </Loaded>
      </div>
    </Section>
  )
}
