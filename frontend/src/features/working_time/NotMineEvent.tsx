import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { type DirectedEvent, eventQuery } from './queries'
import { VolunteerForm } from './VolunteerForm'
import classes from './WorkingTime.module.css'

type NotMineEventProps = { event: DirectedEvent; staffId: string; isPast?: boolean }

/** One event that does not direct me, why it does not, and coming anyway. */
export function NotMineEvent({ event, staffId, isPast = false }: NotMineEventProps) {
  const { t } = useTranslation('workingTime')
  const [isOpen, setOpen] = useState(false)
  const full = useQuery({ ...eventQuery(event.id), enabled: isOpen })
  const words = { title: event.title, day: shortDay(event.held_on) }
  return (
    <li>
      <div className={classes.line}>
        <span>
          {event.title}
          <span className={`smaller quiet numbers ${classes.under}`}>
            {shortDay(event.held_on)}, {clock(event.starts)}–{clock(event.ends)}, {inMinutes(event.minutes)}
          </span>
        </span>
        <Button
          size="compact-sm"
          variant="default"
          className="no-print"
          aria-expanded={isOpen}
          aria-label={t(isPast ? 'mine.cameNamed' : 'mine.comeNamed', words)}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isPast ? 'mine.came' : 'mine.come')}
        </Button>
      </div>
      {isOpen && (
        <Loaded query={full} skeleton={<SkeletonRows rows={2} />}>
          {loaded => {
            const isOff = loaded.not_directed.some(one => one.staff_id === staffId)
            if (loaded.is_mine) return <p className="small">{t('mine.directsAfterAll')}</p>
            return (
              <>
                <p className="small">{t(isOff ? 'mine.whyOff' : 'mine.whyOthers')}</p>
                <VolunteerForm event={event} onClose={() => setOpen(false)} />
              </>
            )
          }}
        </Loaded>
      )}
    </li>
  )
}
