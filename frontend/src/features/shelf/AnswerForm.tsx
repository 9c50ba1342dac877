import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { questionsQuery } from './queries'
import { SayForm } from './SayForm'

type AnswerFormProps = { findingId: string; questionId: string; onDone: () => void }

/** What the team answers. */
export function AnswerForm({ findingId, questionId, onDone }: AnswerFormProps) {
  const { t } = useTranslation('shelf')
  const announce = useAnnounce()
  const say = useAct({
    send: (text: string, key) =>
      answer(
        api.POST('/api/questions/{question_id}/answers', {
          params: { path: { question_id: questionId }, header: withKey(key) },
          body: { text },
        }),
      ),
    changes: [[...questionsQuery(findingId).queryKey]],
    onDone: () => {
      announce(t('questions.saidAnswer'))
      onDone()
    },
  })
  return (
    <SayForm
      label={t('questions.answerLabel')}
      hint={t('questions.answerHint')}
      missing={t('questions.answerBad')}
      submit={t('questions.answerSubmit')}
      act={say}
      onCancel={onDone}
    />
  )
}
