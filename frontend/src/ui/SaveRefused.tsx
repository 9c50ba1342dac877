import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../api/problems'
import { RefusedNotice } from './RefusedNotice'

/** Why something was not saved; when it changed meanwhile, the way to its newer state. */
export function SaveRefused({ error, onReload }: { error: unknown; onReload?: () => void }) {
  const { t } = useTranslation()
  if (!error) return null
  const isStale = isRefusedWith(error, 'stale')
  return (
    <RefusedNotice
      acting
      error={error}
      next={
        isStale &&
        onReload && (
          <Button size="sm" variant="default" onClick={onReload}>
            {t('act.loadNewer')}
          </Button>
        )
      }
    />
  )
}
