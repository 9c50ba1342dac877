import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import type { MeetingLine } from './queries'

type MeetingRowProps = {
  meeting: MeetingLine
  /** What was said is read by the group and its guests only. */
  isOurs: boolean
}

/** One meeting in a list: when, what for, and who came. */
export function MeetingRow({ meeting, isOurs }: MeetingRowProps) {
  const { t } = useTranslation('meetings')
  const who =
    meeting.state === 'held'
      ? t('list.came', { came: meeting.came, expected: meeting.expected })
      : t('list.expected', { count: meeting.expected })
  return (
    <li>
      <p>
        {isOurs ? (
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className="text-link">
            {meeting.title}
          </Link>
        ) : (
          <span className="strong">{meeting.title}</span>
        )}
      </p>
      <p className="small numbers">
        {t('when', {
          day: shortDay(meeting.held_on),
          start: clock(meeting.start),
          end: clock(meeting.end),
        })}
        {' · '}
        {t(`state.${meeting.state}`)}
      </p>
      <p className="small quiet numbers">
        {[
          meeting.title === t(`kind.${meeting.kind}`) ? '' : t(`kind.${meeting.kind}`),
          t('page.each', {
            source: t(`source.${meeting.time_source}`),
            minutes: inMinutes(meeting.minutes),
          }),
          meeting.state === 'cancelled' ? '' : who,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
