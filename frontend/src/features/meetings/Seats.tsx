import { IconCircleCheck, IconCircleMinus, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Meetings.module.css'
import type { Meeting } from './queries'
import { WhoCame } from './WhoCame'

/** Who is expected; once it has begun, who came. */
export function Seats({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  if (meeting.may_say_who_came) return <WhoCame meeting={meeting} />
  const isHeld = meeting.state === 'held'
  return (
    <Section quietTitle title={t(isHeld ? 'seats.headingHeld' : 'seats.heading')}>
      <ul className={classes.seats}>
        {meeting.seats.map(seat => {
          const Icon = seat.came === null ? IconUser : seat.came ? IconCircleCheck : IconCircleMinus
          return (
            <li key={seat.staff_id} data-came={seat.came ?? undefined}>
              <Icon size={18} aria-hidden />
              <span>
                {seat.name}{' '}
                {seat.came !== null && (
                  <span className="small quiet">{t(seat.came ? 'seats.came' : 'seats.away')}</span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {meeting.state === 'planned' && meeting.may_change && (
        <p className={`small quiet ${classes.after}`}>{t('seats.later')}</p>
      )}
    </Section>
  )
}
