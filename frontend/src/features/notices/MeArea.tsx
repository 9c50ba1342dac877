import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type AreaLink, AreaNav } from '../../ui/AreaNav'

/** Round what is one person's own: what comes to them from Kenkyu, and where. */
export function MeArea() {
  const { t } = useTranslation('notices')
  const links: AreaLink[] = [
    { to: '/me/notices', word: t('nav.messages') },
    { to: '/me/calendar', word: t('nav.calendar') },
    { to: '/me/record', word: t('nav.record') },
  ]
  return (
    <>
      {links.length > 1 && <AreaNav label={t('nav.label')} links={links} />}
      <Outlet />
    </>
  )
}
