import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { LessonForm } from './LessonForm'
import { type LessonValues, lessonEdit, lessonValues } from './lessonForm'
import { type Lesson, lessonQuery, touched } from './queries'

/** Changes an open lesson from the version that was read. */
export function EditLesson({ lesson, onClose }: { lesson: Lesson; onClose: () => void }) {
  const { t } = useTranslation('communities')
  const client = useQueryClient()
  const announce = useAnnounce()
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base] = useState(lesson)
  const save = useMutation({
    mutationFn: (values: LessonValues) =>
      answer(
        api.PUT('/api/open-lessons/{lesson_id}', {
          params: { path: { lesson_id: base.id }, header: ifMatch(base.version) },
          body: lessonEdit(values),
        }),
      ),
    onSuccess: stored => {
      client.setQueryData(lessonQuery(stored.id).queryKey, stored)
      for (const queryKey of touched) void client.invalidateQueries({ queryKey })
      announce(t('form.saved'))
      onClose()
    },
  })
  return (
    <LessonForm
      isOpen
      values={lessonValues(base)}
      label={t('form.save')}
      error={save.error}
      isBusy={save.isPending}
      onSubmit={values => save.mutate(values)}
      onCancel={onClose}
      onReload={() => void client.invalidateQueries(lessonQuery(base.id)).then(onClose)}
    />
  )
}
