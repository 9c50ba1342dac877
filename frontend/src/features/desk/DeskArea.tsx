import { useInfiniteQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { toAcceptQuery, waitingIn } from '../../api/toAccept'
import { AreaNav } from '../../ui/AreaNav'

/** Round every screen of the desk: the way between them, for those who may open them all. */
export function DeskArea() {
  const { t } = useTranslation('desk')
  const me = useMe()
  const isLead = holds(me, 'head', 'cpd_lead')
  const { data } = useInfiniteQuery({ ...toAcceptQuery, enabled: isLead })
  const waiting = data && waitingIn(data).count > 0 ? countOf(waitingIn(data)) : null
  const links = [
    { to: '/desk', word: t('nav.overview'), exact: true },
    { to: '/desk/unplaced', word: t('nav.unplaced') },
    ...(holds(me, 'cpd_lead') ? [{ to: '/desk/allocate', word: t('nav.allocate') }] : []),
    { to: '/desk/cycles', word: t('nav.cycles') },
    { to: '/desk/findings', word: t('nav.findings'), ...(waiting ? { count: waiting } : {}) },
    { to: '/desk/fairs', word: t('nav.fairs') },
    { to: '/desk/impact', word: t('nav.impact') },
    { to: '/desk/statement', word: t('nav.statement') },
    { to: '/desk/grants', word: t('nav.grants') },
    { to: '/desk/policy', word: t('nav.policy') },
    { to: '/desk/closing', word: t('nav.closing') },
  ]
  return (
    <>
      {isLead && <AreaNav label={t('nav.label')} links={links} />}
      <Outlet />
    </>
  )
}

/** What the badge says to eyes and to ears. */
const countOf = ({ count, isMore }: { count: number; isMore: boolean }) => `${count}${isMore ? '+' : ''}`
