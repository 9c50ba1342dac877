import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import fairClasses from './FairDay.module.css'
import { nowAndNext } from './programme'
import type { ProgrammeOut, Slot } from './queries'
import { useMoment } from './useMoment'

/** For whoever walks round: which talks are on, and which come next. */
export function TalksNext({ programme: { fair, slots } }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const { minute, moment } = useMoment(fair)
  if (minute === undefined || moment === 'after') return null
  const { now, next } = nowAndNext(slots, minute)
  if (now.length + next.length === 0) return null
  const line = (slot: Slot, when: string) => (
    <li key={slot.id}>
      <p>
        <span className="strong numbers">{when}</span>, {slot.room.name}
      </p>
      <p>{slot.finding.title}</p>
    </li>
  )
  return (
    <Section title={t('passport.nextTalks')}>
      <ul className={fairClasses.rows}>
        {now.map(slot => line(slot, t('passport.now', { end: clock(slot.ends) })))}
        {next.map(slot => line(slot, t('passport.at', { start: clock(slot.starts) })))}
      </ul>
    </Section>
  )
}
