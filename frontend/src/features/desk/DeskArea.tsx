import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { AreaNav } from '../../ui/AreaNav'

/** Round every screen of the desk: the way between them, for those who may open them all. */
export function DeskArea() {
  const { t } = useTranslation('desk')
  const me = useMe()
  const links = [
    { to: '/desk', word: t('nav.overview'), exact: true },
    { to: '/desk/unplaced', word: t('nav.unplaced') },
    ...(holds(me, 'cpd_lead') ? [{ to: '/desk/allocate', word: t('nav.allocate') }] : []),
    { to: '/desk/cycles', word: t('nav.cycles') },
    { to: '/desk/statement', word: t('nav.statement') },
    { to: '/desk/grants', word: t('nav.grants') },
    { to: '/desk/policy', word: t('nav.policy') },
    { to: '/desk/closing', word: t('nav.closing') },
  ]
  return (
    <>
      {holds(me, 'head', 'cpd_lead') && <AreaNav label={t('nav.label')} links={links} />}
      <Outlet />
    </>
  )
}
