import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import type { EventWithPeople } from './queries'
import { VolunteerForm } from './VolunteerForm'
import classes from './WorkingTime.module.css'

/** Whom the event would direct, and does not, since they do not work then. */
export function NotDirected({ event }: { event: EventWithPeople }) {
  const { t } = useTranslation('workingTime')
  const [open, setOpen] = useState<string | null>(null)
  const coming = new Set(event.volunteers.map(one => one.staff_id))
  if (!event.may_edit) return null
  return (
    <Section title={t('event.notDirected')} count={event.not_directed.length}>
      {event.not_directed.length === 0 ? (
        <p className="small quiet">{t('event.notDirectedNone')}</p>
      ) : (
        <>
          <p className="small quiet">{t('event.notDirectedLead')}</p>
          <ul className={classes.list}>
            {event.not_directed.map(({ staff_id, name, why }) => (
              <li key={staff_id}>
                <div className={classes.line}>
                  <span>{t('event.why', { name, why })}</span>
                  {!coming.has(staff_id) && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      className="no-print"
                      aria-expanded={open === staff_id}
                      aria-label={t('event.recordNamed', { name })}
                      onClick={() => setOpen(open === staff_id ? null : staff_id)}
                    >
                      {t('event.record')}
                    </Button>
                  )}
                </div>
                {open === staff_id && (
                  <VolunteerForm event={event} staff={{ id: staff_id, name }} onClose={() => setOpen(null)} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
