import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { useAnnounce } from '../../ui/Announcer'
import columns from '../../ui/columns.module.css'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import type { EventWithPeople } from './queries'
import { useWithdraw } from './useWithdraw'
import classes from './WorkingTime.module.css'

/** Who comes without being directed, and what they are given for it. */
export function Volunteers({ event }: { event: EventWithPeople }) {
  const { t } = useTranslation('workingTime')
  const announce = useAnnounce()
  const { volunteers } = event
  const withdraw = useWithdraw(({ staffId }) =>
    announce(t('event.withdrawn', { name: volunteers.find(one => one.staff_id === staffId)?.name ?? '' })),
  )
  return (
    <Section title={t('event.volunteers')} count={volunteers.length}>
      {withdraw.error && <RefusedNotice acting error={withdraw.error} />}
      {volunteers.length === 0 ? (
        <p className="small quiet">{t('event.volunteersNone')}</p>
      ) : (
        <table className={`facts-table ${columns.snug}`} aria-label={t('event.volunteersCaption')}>
          <thead>
            <tr>
              <th scope="col">{t('event.who2')}</th>
              <th scope="col">{t('event.gets')}</th>
              <th scope="col">{t('event.said')}</th>
            </tr>
          </thead>
          <tbody>
            {volunteers.map(one => (
              <tr key={one.staff_id}>
                <th scope="row">{one.name}</th>
                <td>
                  {t(`recompense.${one.recompense}`)}
                  {one.note && <span className={`smaller quiet ${classes.under}`}>{one.note}</span>}
                </td>
                <td className="numbers">
                  <span className="quiet">
                    {t('event.saidBy', { when: dateOfInstant(one.agreed_at), name: one.by_name })}
                  </span>
                  <div>
                    <Button
                      size="compact-sm"
                      variant="default"
                      className="no-print"
                      loading={withdraw.isPending && withdraw.variables.staffId === one.staff_id}
                      aria-label={t('event.withdrawNamed', { name: one.name })}
                      onClick={() => withdraw.mutate({ eventId: event.id, staffId: one.staff_id })}
                    >
                      {t('event.withdraw')}
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
