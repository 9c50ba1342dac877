import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { lessonQuery } from './queries'

type EntryFormProps = {
  roundId: string
  discussion: Schema<'DiscussionOut'>
  stepKey: string
  pupil: Schema<'PupilLabel'> | null
}

/** Writes down one point. It keeps its number until the server has it, so that a repeat is no second point. */
export function EntryForm({ roundId, discussion, stepKey, pupil }: EntryFormProps) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const [text, setText] = useState('')
  const [speaker, setSpeaker] = useState('')
  const id = useRef(crypto.randomUUID())
  const groupId = useQuery(lessonQuery(roundId)).data?.round.group_id ?? ''
  const group = useQuery({ ...groupQuery(groupId), enabled: groupId !== '' })
  const add = useAct({
    send: (said: string) =>
      answer(
        api.POST('/api/discussions/{discussion_id}/entries', {
          params: { path: { discussion_id: discussion.id } },
          body: {
            id: id.current,
            step_key: stepKey,
            text: said,
            case_pupil_id: pupil?.id ?? null,
            speaker_id: speaker || null,
          },
        }),
      ),
    changes: [['evidence', roundId]],
    onDone: () => {
      id.current = crypto.randomUUID()
      setText('')
      announce(t('discussion.added'))
    },
  })
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        if (text.trim()) add.mutate(text.trim())
      }}
    >
      <Textarea
        label={pupil ? t('discussion.entryFor', { label: pupil.label }) : t('discussion.entryPlain')}
        description={pupil && t('discussion.entryHint')}
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('discussion.speaker')}
        value={speaker}
        data={[
          { value: '', label: t('discussion.nobody') },
          ...(group.data?.members ?? []).map(one => ({ value: one.staff_id, label: one.name })),
        ]}
        onChange={event => setSpeaker(event.currentTarget.value)}
      />
      {add.error && <RefusedNotice acting error={add.error} />}
      <div className="row">
        <Button type="submit" variant="light" loading={add.isPending}>
          {t('discussion.add')}
        </Button>
      </div>
    </form>
  )
}
