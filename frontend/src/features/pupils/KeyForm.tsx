import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { orNone } from '../../api/paged'
import { longDate } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import classes from './Pupils.module.css'

type KeyFormProps = {
  cycleId: string
  /** A cycle that has ended keeps its key to its day, and gets no other. */
  mayWrite: boolean
  kept: Schema<'PupilKeyOut'> | null
  onKept: (kept: Schema<'PupilKeyOut'>) => void
  onClose: () => void
}

/** The key, open: to read, and to write while the cycle runs. */
export function KeyForm({ cycleId, mayWrite, kept, onKept, onClose }: KeyFormProps) {
  const { t } = useTranslation('pupils')
  const announce = useAnnounce()
  const [text, setText] = useState(kept?.text ?? '')
  const [fault, setFault] = useState('')
  const [version, setVersion] = useState(kept?.version ?? 0)
  const keep = useMutation({
    gcTime: 0,
    mutationFn: () =>
      answer(
        api.PUT('/api/cycles/{cycle_id}/pupil-key', {
          params: { path: { cycle_id: cycleId }, header: ifMatch(version) },
          body: { text },
        }),
      ),
    onSuccess: stored => {
      announce(t('key.kept', { day: longDate(stored.ends_on) }))
      onKept(stored)
    },
  })
  // Two people wrote one key: both texts go into the field, and whoever saves last puts them together.
  const newer = useMutation({
    gcTime: 0,
    mutationFn: () =>
      orNone(
        answer(api.GET('/api/cycles/{cycle_id}/pupil-key', { params: { path: { cycle_id: cycleId } } })),
      ),
    onSuccess: theirs => {
      setVersion(theirs?.version ?? 0)
      if (theirs) setText(`${theirs.text}\n\n${text}`)
      keep.reset()
      announce(t('key.both'))
    },
  })
  const submit = () => {
    setFault(text.trim() ? '' : t('key.empty'))
    if (text.trim()) keep.mutate()
  }
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {kept && <p role="status">{t('key.goes', { day: longDate(kept.ends_on) })}</p>}
      <Textarea
        autoFocus
        label={t('key.label')}
        description={mayWrite ? t('key.hint') : undefined}
        autosize
        minRows={4}
        maxLength={4000}
        autoComplete="off"
        spellCheck={false}
        readOnly={!mayWrite}
        value={text}
        error={fault}
        onChange={event => setText(event.currentTarget.value)}
      />
      <SaveRefused error={newer.error ?? keep.error} onReload={() => newer.mutate()} />
      <div className="row">
        {mayWrite && (
          <Button type="submit" loading={keep.isPending} disabled={kept?.text === text}>
            {t(kept ? 'key.keepAnew' : 'key.keep')}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {t('key.close')}
        </Button>
      </div>
    </form>
  )
}
