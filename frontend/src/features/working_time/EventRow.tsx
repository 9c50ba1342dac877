import { IconAlertCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import type { DirectedEvent } from './queries'
import { useYear } from './useYear'
import classes from './WorkingTime.module.css'

type EventRowProps = {
  event: DirectedEvent
  /** Before anything is published, it would stand beside everything. */
  marksUnpublished: boolean
}

/** One event of the calendar; its name leads to its people. */
export function EventRow({ event, marksUnpublished }: EventRowProps) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const when = `${clock(event.starts)}–${clock(event.ends)}`
  const who =
    event.audience === 'everyone' ? t('calendar.everyone') : t('calendar.named', { count: event.invited })
  const remarks = [
    event.is_cancelled && t('calendar.cancelled'),
    event.is_split && t('calendar.heldAs'),
    event.split_from_id && t('calendar.part'),
  ].filter(Boolean)
  return (
    <tr className={event.is_cancelled ? classes.gone : undefined}>
      <td className="numbers">{shortDay(event.held_on)}</td>
      <th scope="row">
        <Link
          to="/school/directed-time/events/$eventId"
          params={{ eventId: event.id }}
          search={year ? { year } : {}}
          className="text-link"
        >
          {event.title}
        </Link>
        <span className={`smaller quiet ${classes.under}`}>
          {[t(`kind.${event.kind}`), ...remarks].join('. ')}
        </span>
        <span className={`smaller quiet ${columns.narrow}`}>
          {when}. {who}
        </span>
        {marksUnpublished && !event.published_at && !event.is_cancelled && (
          <span className={classes.mark}>
            <IconAlertCircle size={14} aria-hidden /> {t('calendar.unpublished')}
          </span>
        )}
      </th>
      <td className={`numbers ${columns.wide}`}>{when}</td>
      <td className={columns.wide}>{who}</td>
      <td className="figure">{event.is_split || event.is_cancelled ? '–' : inMinutes(event.minutes)}</td>
    </tr>
  )
}
