import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { toAcceptQuery, waitingIn } from '../../api/toAccept'
import { Notice } from '../../ui/Notice'

/** That groups handed findings in. A fault here must not hide the desk. */
export function FindingsWaiting() {
  const { t } = useTranslation('desk')
  const { data } = useInfiniteQuery(toAcceptQuery)
  const count = data ? waitingIn(data).count : 0
  if (count === 0) return null
  return (
    <Notice
      tone="needs"
      title={t('toAccept.waiting', { count })}
      action={
        <Link to="/desk/findings" className="text-link">
          {t('toAccept.act')}
        </Link>
      }
    >
      {t('toAccept.detail')}
    </Notice>
  )
}
