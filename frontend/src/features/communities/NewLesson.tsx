import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { Page } from '../../ui/Page'
import { LessonForm } from './LessonForm'
import { emptyLesson, lessonBody } from './lessonForm'
import { touched } from './queries'

/** Where a lead opens a lesson or a study day to other schools. */
export function NewLesson() {
  const { t } = useTranslation('communities')
  const me = useMe()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const open = useAct({
    send: (body: Schema<'OpenLessonIn'>, key) =>
      answer(api.POST('/api/open-lessons', { params: { header: withKey(key) }, body })),
    changes: touched,
    onDone: async lesson => {
      await navigate({
        to: '/together/lessons/$lessonId',
        params: { lessonId: lesson.id },
        replace: true,
      })
      announce(t('lesson.created'))
    },
  })
  return (
    <Page narrow name={t('lesson.newName')} title={t('lesson.newName')}>
      <LessonForm
        values={emptyLesson(Boolean(me.trust_name))}
        label={t('lesson.create')}
        error={open.error}
        isBusy={open.isPending}
        onSubmit={values => open.mutate(lessonBody(values))}
        onCancel={() => void navigate({ to: '/together' })}
      />
    </Page>
  )
}
