import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { AreaNav } from '../../ui/AreaNav'
import { programmeQuery } from './queries'

/** Round every screen of one fair: the way between those that the person may open. */
export function FairArea() {
  const { t } = useTranslation('fairDay')
  const me = useMe()
  const { fairId } = useParams({ from: '/signed-in/fairs/$fairId' })
  const { data } = useQuery(programmeQuery(fairId))
  const at = (name: string) => `/fairs/${fairId}/${name}`
  const isLead = holds(me, 'cpd_lead', 'head')
  const isOut = data?.fair.state === 'open' || data?.fair.state === 'closed'
  const shows = data?.slots.some(slot => slot.presenters.some(one => one.staff_id === me.staff_id))
  const links = [
    { to: `/fairs/${fairId}`, word: t('nav.programme'), exact: true },
    ...(isOut ? [{ to: at('passport'), word: t('nav.passport') }] : []),
    ...(shows ? [{ to: at('mine'), word: t('nav.mine') }] : []),
    ...(isLead ? [{ to: at('plan'), word: t('nav.plan') }] : []),
    ...(isLead && isOut ? [{ to: at('people'), word: t('nav.people') }] : []),
    ...(data?.fair.state === 'open' ? [{ to: at('screen'), word: t('nav.screen') }] : []),
  ]
  return (
    <>
      {links.length > 1 && <AreaNav label={t('nav.label')} links={links} />}
      <Outlet />
    </>
  )
}
