import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Lesson, touched } from './queries'

/** Cancels an open lesson, with the reason that visitors read. */
export function CancelLesson({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('communities')
  const announce = useAnnounce()
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const [reason, setReason] = useState('')
  const [isSent, setIsSent] = useState(false)
  const cancel = useAct({
    send: (body: { reason: string }, key) =>
      answer(
        api.POST('/api/open-lessons/{lesson_id}/cancel', {
          params: { path: { lesson_id: lesson.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: touched,
    onDone: () => announce(t('lesson.cancelDone')),
  })
  if (mode !== 'writing')
    return (
      <Button variant="default" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
        {t('lesson.cancel')}
      </Button>
    )
  return (
    <form
      noValidate
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        setIsSent(true)
        if (reason.trim()) cancel.mutate({ reason: reason.trim() })
      }}
    >
      <Textarea
        autoFocus
        label={t('lesson.cancelReason')}
        description={t('lesson.cancelHint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        error={isSent && !reason.trim() && t('lesson.cancelBad')}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {cancel.error && <RefusedNotice acting error={cancel.error} />}
      <FormButtons label={t('lesson.cancelYes')} isBusy={cancel.isPending} onCancel={() => setMode('back')} />
    </form>
  )
}
