import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './Notice'
import { useTrouble } from './useTrouble'

type RefusedNoticeProps = {
  error: unknown
  /** It was an act of the person, not the loading of a page. */
  acting?: boolean
  onRetry?: () => void
  /** The next best thing, beside or instead of trying again. */
  next?: ReactNode
}

/** A refusal in the school's words, a lost connection calmly, and always a way on. */
export function RefusedNotice({ error, acting = false, onRetry, next }: RefusedNoticeProps) {
  const { t } = useTranslation()
  const trouble = useTrouble(acting)(error)
  const retry = trouble.kind !== 'refused' && onRetry && (
    <Button variant="default" size="sm" onClick={onRetry}>
      {t('face.retry')}
    </Button>
  )
  return (
    <Notice
      announced
      tone={trouble.kind === 'offline' ? 'offline' : 'needs'}
      title={trouble.title}
      action={
        retry || next ? (
          <>
            {next}
            {retry}
          </>
        ) : undefined
      }
    >
      {trouble.detail}
      {Object.entries(trouble.fields).map(([name, message]) => (
        <div key={name}>{message}</div>
      ))}
    </Notice>
  )
}
