import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import type { Meeting } from './queries'
import { RecordForm } from './RecordForm'

/** What was said and decided, as the group wrote it down. */
export function Record({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  // Closed again, the focus comes back to the button that opened it.
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const isWriting = mode === 'writing'
  return (
    <Section
      title={t('record.heading')}
      side={
        meeting.may_change &&
        !isWriting && (
          <Button variant="light" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
            {t(meeting.record ? 'record.edit' : 'record.write')}
          </Button>
        )
      }
    >
      {isWriting ? (
        <RecordForm meeting={meeting} onClose={() => setMode('back')} />
      ) : meeting.record ? (
        <p className="prose">{meeting.record}</p>
      ) : (
        <p className="quiet">{t('record.empty')}</p>
      )}
    </Section>
  )
}
