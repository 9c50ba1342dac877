import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { AreaNav } from '../../ui/AreaNav'

/** Round what schools do with one another. */
export function TogetherArea() {
  const { t } = useTranslation('communities')
  const me = useMe()
  const links = [
    { to: '/together', word: t('nav.lessons'), exact: true },
    { to: '/together/communities', word: t('nav.communities') },
    ...(me.trust_name ? [{ to: '/together/trust', word: t('nav.trust') }] : []),
  ]
  return (
    <>
      <AreaNav label={t('nav.label')} links={links} />
      <Outlet />
    </>
  )
}
