import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { AreaNav } from '../../ui/AreaNav'

/** Round every screen of the school: which of them the person may open. */
export function SchoolArea() {
  const { t } = useTranslation('school')
  const me = useMe()
  const away = [
    { to: '/school/days-off', word: t('nav.daysOff') },
    { to: '/school/absences', word: t('nav.absences') },
  ]
  const links = [
    { to: '/school', word: t('nav.overview'), exact: true },
    { to: '/school/people', word: t('nav.people') },
    { to: '/school/staff-list', word: t('nav.staffList') },
    { to: '/school/calendar', word: t('nav.calendar') },
    { to: '/school/timetable', word: t('nav.timetable') },
    ...away,
    { to: '/school/addresses', word: t('nav.addresses') },
    { to: '/school/webhooks', word: t('nav.webhooks') },
    { to: '/school/working-time', word: t('nav.workingTime') },
    { to: '/school/directed-time', word: t('nav.directedTime') },
    { to: '/school/names', word: t('nav.names') },
    { to: '/school/keeping', word: t('nav.keeping') },
    { to: '/school/support', word: t('nav.support') },
    { to: '/school/audit', word: t('nav.audit') },
    { to: '/school/sign-on', word: t('nav.signOn') },
    { to: '/school/settings', word: t('nav.settings') },
  ]
  const isLead = holds(me, 'head', 'cpd_lead')
  return (
    <>
      {isLead ? (
        <AreaNav label={t('nav.label')} links={links} />
      ) : (
        holds(me, 'cover_lead') && <AreaNav label={t('nav.label')} links={away} />
      )}
      <Outlet />
    </>
  )
}
