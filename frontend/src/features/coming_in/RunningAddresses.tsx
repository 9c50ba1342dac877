import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { addressesQuery } from './queries'

/** The addresses that are looked at by themselves: when the last good copy came, and what was the matter since. */
export function RunningAddresses() {
  const { t } = useTranslation('comingIn')
  const query = useQuery(addressesQuery)
  return (
    <Section title={t('help.addresses')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('help.noAddresses')}</p>
          ) : (
            <ul className={listed.rows}>
              {items.map(source => (
                <li key={source.id} className={listed.row}>
                  <div className={listed.text}>
                    <p className="strong">{source.name}</p>
                    <p className="small quiet numbers">
                      {source.good_at
                        ? t('help.good', { moment: momentInWords(source.good_at) })
                        : t('help.neverGood')}
                    </p>
                    {source.trouble && <p className="small">{source.trouble}</p>}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
