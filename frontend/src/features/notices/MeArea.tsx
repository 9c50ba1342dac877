import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { providersQuery } from '../../api/signOn'
import { type AreaLink, AreaNav } from '../../ui/AreaNav'

/** Round what is one person's own: what comes to them from Kenkyu, and where. */
export function MeArea() {
  const { t } = useTranslation('notices')
  const offersSignOn = (useQuery(providersQuery).data?.providers.length ?? 0) > 0
  const isSupport = holds(useMe(), 'support')
  const all: AreaLink[] = [
    { to: '/me/notices', word: t('nav.messages') },
    { to: '/me/calendar', word: t('nav.calendar') },
    { to: '/me/record', word: t('nav.record') },
    { to: '/me/password', word: t('nav.password') },
    { to: '/me/second-factor', word: t('nav.secondFactor') },
    ...(offersSignOn ? [{ to: '/me/sign-on', word: t('nav.signOn') }] : []),
  ]
  const links = isSupport
    ? all.filter(({ to }) => ['/me/record', '/me/password', '/me/second-factor'].includes(to))
    : all
  return (
    <>
      {links.length > 1 && <AreaNav label={t('nav.label')} links={links} />}
      <Outlet />
    </>
  )
}
