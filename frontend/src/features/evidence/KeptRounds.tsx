import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { keptIdentity } from '../../api/field/identity'
import { allKept } from '../../api/field/observing'
import { ownerOf } from '../../api/field/store'
import { slotInWords } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { Section } from '../../ui/Section'
import classes from './Observe.module.css'

const upcoming = async () => {
  const me = await keptIdentity()
  const all = me ? await allKept(ownerOf(me)) : []
  return all.filter(({ data }) => dayjs(data.round.ends_at).isAfter(dayjs().startOf('day')))
}

/** Without signal: the lessons that can be observed on this phone all the same. */
export function KeptRounds() {
  const { t } = useTranslation('evidence')
  const query = useQuery({
    queryKey: ['kept-rounds'],
    networkMode: 'always',
    retry: false,
    queryFn: upcoming,
  })
  if (!query.data?.length) return null
  return (
    <Section title={t('kept.heading')}>
      <p className="small quiet">{t('kept.lead')}</p>
      <ul className={classes.rounds}>
        {query.data.map(({ round_id, data: { round } }) => (
          <li key={round_id} className="between">
            <span className="small numbers">
              {slotInWords(round.held_on, round.period, dayjs(round.starts_at).format('H:mm'))}
            </span>
            <ButtonLink variant="light" to="/rounds/$roundId/observe" params={{ roundId: round_id }}>
              {t('kept.open', {
                class: [round.class_name, round.subject].filter(Boolean).join(' '),
                host: round.host_name,
              })}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
