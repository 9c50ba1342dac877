import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { ActionRow } from './ActionRow'
import { AddAction } from './AddAction'
import type { Meeting } from './queries'

/** What was promised, by whom, by when. */
export function Actions({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  // Closed again, the focus comes back to the button that opened it.
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const isAdding = mode === 'writing'
  return (
    <Section
      title={t('actions.heading')}
      side={
        meeting.may_change &&
        !isAdding && (
          <Button variant="light" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
            {t('actions.add')}
          </Button>
        )
      }
    >
      {meeting.actions.length === 0 && !isAdding && <p className="quiet">{t('actions.empty')}</p>}
      <ul>
        {meeting.actions.map(action => (
          <ActionRow key={action.id} meeting={meeting} action={action} />
        ))}
      </ul>
      {isAdding && <AddAction meeting={meeting} onClose={() => setMode('back')} />}
    </Section>
  )
}
