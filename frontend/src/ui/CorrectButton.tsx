import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { useEntryWords } from './useEntryWords'

/** Opens the correction of one entry, and closes it again. */
export function CorrectButton({
  entry,
  isOpen,
  onToggle,
}: {
  entry: Schema<'EntryOut'>
  isOpen: boolean
  onToggle: () => void
}) {
  const { t } = useTranslation('ledger')
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    // The form that held the focus is gone: its place is here, unless somebody is elsewhere already.
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const { what, minutes, pot, day } = useEntryWords()(entry)
  return (
    <Button
      ref={button}
      variant="subtle"
      size="compact-sm"
      className="no-print"
      aria-expanded={isOpen}
      aria-label={t('correct.actNamed', { what, minutes, pot, day })}
      onClick={onToggle}
    >
      {t('correct.act')}
    </Button>
  )
}
