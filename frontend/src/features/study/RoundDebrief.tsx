import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { shortDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import { KindWord } from '../../ui/KindWord'
import { Section } from '../../ui/Section'
import { Term } from '../../ui/Term'
import { LogButton } from './LogButton'
import classes from './Round.module.css'

/** When and where the group talks about the lesson, whose time it is, and who has logged it. */
export function RoundDebrief({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation(['round', 'plan'])
  const { t: common } = useTranslation()
  const me = useMe()
  const each = round.debrief_seats[0]?.minutes
  return (
    <Section title={<Term means={common('means.debrief')}>{t('debrief.heading')}</Term>}>
      <dl className={classes.facts}>
        <dt>{t('debrief.when')}</dt>
        <dd className="numbers">
          {shortDay(round.debrief_on)},{' '}
          {t('until', { start: clock(round.debrief_start), end: clock(round.debrief_end) })}
        </dd>
        <dt>{t('debrief.place')}</dt>
        <dd>{round.debrief_place || t('debrief.placeOpen')}</dd>
        <dt>{t('debrief.source')}</dt>
        <dd>
          {t(`plan:source.${round.debrief_time_source}`)}
          {each ? `, ${t('debrief.each', { minutes: inMinutes(each) })}` : ''}
        </dd>
      </dl>
      <h3>{t('debrief.who')}</h3>
      <ul className={classes.rows}>
        {round.debrief_seats.map(seat => (
          <li key={seat.id}>
            <div className="between">
              <span>{seat.name}</span>
              {seat.is_logged && <KindWord chip kind="logged" />}
            </div>
            {seat.may_log && seat.staff_id === me.staff_id && (
              <LogButton what="debrief" id={seat.id} minutes={seat.minutes} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
