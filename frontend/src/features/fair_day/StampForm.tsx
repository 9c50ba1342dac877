import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useStamp } from './useStamp'

const NOTE_MAX = 500

type StampFormProps = {
  fairId: string
  slotId: string
  onDone?: () => void
  onCancel?: () => void
}

/** A note if one likes, and the stamp. */
export function StampForm({ fairId, slotId, onDone, onCancel }: StampFormProps) {
  const { t } = useTranslation(['fairDay', 'common'])
  const [note, setNote] = useState('')
  const stamp = useStamp(fairId, onDone)
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        stamp.mutate({ slotId, note: note.trim() })
      }}
    >
      <Textarea
        label={t('passport.note')}
        description={t('passport.noteHint')}
        autosize
        minRows={2}
        maxLength={NOTE_MAX}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      {stamp.error && <RefusedNotice acting error={stamp.error} />}
      <div className="row">
        <Button type="submit" loading={stamp.isPending}>
          {t('passport.stamp')}
        </Button>
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            {t('common:act.cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
