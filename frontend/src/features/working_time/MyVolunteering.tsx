import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import columns from '../../ui/columns.module.css'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import type { DirectedYear } from './queries'
import { useWithdraw } from './useWithdraw'

/** Events I come to without being directed, with what I am given; and not coming after all. */
export function MyVolunteering({ year }: { year: DirectedYear }) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const withdraw = useWithdraw(({ eventId }) =>
    announce(
      t('mine.withdrawn', { title: year.voluntary.find(one => one.event_id === eventId)?.title ?? '' }),
    ),
  )
  if (year.voluntary.length === 0 && !withdraw.error) return null
  return (
    <Section title={t('mine.volunteering')}>
      {withdraw.error && <RefusedNotice acting error={withdraw.error} />}
      <table className={`facts-table ${columns.snug}`} aria-label={t('mine.volunteeringCaption')}>
        <thead>
          <tr>
            <th scope="col">{t('person.what')}</th>
            <th scope="col">{t('event.gets')}</th>
            <th scope="col">{t('event.withdraw')}</th>
          </tr>
        </thead>
        <tbody>
          {year.voluntary.map(one => (
            <tr key={one.event_id}>
              <th scope="row">
                {one.title}
                <div className="smaller quiet numbers" style={{ fontWeight: 400 }}>
                  {shortDay(one.held_on)}, {inMinutes(one.minutes)}
                </div>
              </th>
              <td>{t(`recompense.${one.recompense}`)}</td>
              <td>
                <Button
                  size="compact-sm"
                  variant="default"
                  miw="max-content"
                  loading={withdraw.isPending && withdraw.variables.eventId === one.event_id}
                  aria-label={t('mine.withdrawNamed', { title: one.title, day: shortDay(one.held_on) })}
                  onClick={() => withdraw.mutate({ eventId: one.event_id, staffId: year.staff_id })}
                >
                  {t('mine.withdraw')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
