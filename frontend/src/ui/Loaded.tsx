import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './Notice'
import { RefusedNotice } from './RefusedNotice'
import { SkeletonRows } from './SkeletonRows'

type LoadedProps<T> = {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'fetchStatus' | 'refetch'>
  children: (data: T) => ReactNode
  skeleton?: ReactNode
  /** Shown with a refusal: whom to ask, where else to go. */
  next?: ReactNode
}

/** The faces of everything that is read: loading, offline, refused, and the thing itself. */
export function Loaded<T>({ query, children, skeleton = <SkeletonRows />, next }: LoadedProps<T>) {
  const { t } = useTranslation()
  const { data, error, fetchStatus, refetch } = query
  const waiting = fetchStatus === 'paused'
  if (data !== undefined)
    return (
      <>
        {(waiting || error) && <Notice tone="offline">{t('face.stored')}</Notice>}
        {children(data)}
      </>
    )
  if (waiting)
    return (
      <Notice tone="offline" announced title={t('face.offlineTitle')}>
        {t('face.offlineDetail')}
      </Notice>
    )
  if (error) return <RefusedNotice error={error} onRetry={() => void refetch()} next={next} />
  return skeleton
}
