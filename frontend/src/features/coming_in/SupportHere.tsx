import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import { Notice } from '../../ui/Notice'
import { newestVisitsQuery } from './queries'

/** While somebody from outside may look at the school, those who lead it see so on every screen. */
export function SupportHere() {
  const { t } = useTranslation()
  const { data } = useQuery(newestVisitsQuery)
  const here = data?.items.filter(visit => visit.is_on && visit.has_come) ?? []
  return here.map(visit => (
    <Notice
      key={visit.id}
      tone="plain"
      action={
        <Link to="/school/support" className="text-link">
          {t('support.toVisits')}
        </Link>
      }
    >
      {t('support.here', { name: visit.name, moment: momentInWords(visit.ends_at) })}
    </Notice>
  ))
}
