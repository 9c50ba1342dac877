import { Button, Textarea, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Evidence.module.css'

type DiscussionChangesProps = { roundId: string; discussion: Schema<'DiscussionOut'> }

/** What will be different in the next lesson: it goes into that lesson's plan. */
export function DiscussionChanges({ roundId, discussion }: DiscussionChangesProps) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const id = useRef(crypto.randomUUID())
  const lesson = discussion.research_lesson_id
  const add = useAct({
    send: (said: string, key) =>
      answer(
        api.POST('/api/research-lessons/{lesson_id}/changes', {
          params: { path: { lesson_id: lesson ?? '' }, header: withKey(key) },
          body: { id: id.current, text: said, by_on: by || null },
        }),
      ),
    changes: [['evidence', roundId], ['cycle'], ['research-lesson']],
    onDone: () => {
      id.current = crypto.randomUUID()
      setText('')
      setBy('')
      announce(t('discussion.changeAdded'))
    },
  })
  return (
    <Section title={t('discussion.changes')}>
      {!lesson && <p className="small quiet">{t('discussion.changesNoCycle')}</p>}
      {lesson && discussion.changes.length === 0 && (
        <p className="small quiet">{t('discussion.changesNone')}</p>
      )}
      <ul className={classes.rows}>
        {discussion.changes.map(change => (
          <li key={change.id}>
            <p className={classes.text}>{change.text}</p>
            {change.by_on && <p className="smaller quiet">{shortDay(change.by_on)}</p>}
          </li>
        ))}
      </ul>
      {lesson && discussion.may_record && discussion.state === 'open' && (
        <form
          className={`stack ${classes.change}`}
          onSubmit={event => {
            event.preventDefault()
            if (text.trim()) add.mutate(text.trim())
          }}
        >
          <Textarea
            label={t('discussion.changeText')}
            autosize
            minRows={2}
            maxLength={1000}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('discussion.changeBy')}
            className={classes.narrow}
            value={by}
            onChange={event => setBy(event.currentTarget.value)}
          />
          {add.error && <RefusedNotice acting error={add.error} />}
          <div className="row">
            <Button type="submit" variant="light" loading={add.isPending}>
              {t('discussion.changeAdd')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
