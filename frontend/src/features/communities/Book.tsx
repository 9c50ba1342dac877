import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { FreePlace } from './FreePlace'
import { type Lesson, touched } from './queries'

/** A place for oneself: booked, had, or why there is none. */
export function Book({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('communities')
  const announce = useAnnounce()
  const [note, setNote] = useState('')
  const book = useAct({
    send: (body: Schema<'BookIn'>, key) =>
      answer(
        api.POST('/api/open-lessons/{lesson_id}/bookings', {
          params: { path: { lesson_id: lesson.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: touched,
    onDone: () => announce(t('lesson.bookedDone')),
  })
  if (lesson.my_booking_id)
    return (
      <Notice tone="done" title={t('lesson.booked')}>
        <p>{t('lesson.bookedDetail')}</p>
        {!lesson.has_begun && <FreePlace lessonId={lesson.id} bookingId={lesson.my_booking_id} />}
      </Notice>
    )
  if (lesson.state === 'cancelled') return null
  if (!lesson.may.book)
    return (
      <Notice>
        {lesson.is_ours
          ? t('lesson.ours')
          : lesson.has_begun
            ? t('lesson.begun')
            : t('lessons.full', { places: lesson.places })}
      </Notice>
    )
  return (
    <Section title={t('lesson.book')}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          book.mutate({ note: note.trim() })
        }}
      >
        <Textarea
          label={t('lesson.note')}
          description={t('lesson.noteHint')}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        {book.error && <RefusedNotice acting error={book.error} />}
        <Button type="submit" loading={book.isPending}>
          {t('lesson.bookYes')}
        </Button>
      </form>
    </Section>
  )
}
