import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { questionsQuery } from './queries'
import { SayForm } from './SayForm'

/** A question to the team. */
export function AskForm({ findingId, onDone }: { findingId: string; onDone: () => void }) {
  const { t } = useTranslation('shelf')
  const announce = useAnnounce()
  const ask = useAct({
    send: (text: string, key) =>
      answer(
        api.POST('/api/fair/findings/{finding_id}/questions', {
          params: { path: { finding_id: findingId }, header: withKey(key) },
          body: { text },
        }),
      ),
    changes: [[...questionsQuery(findingId).queryKey]],
    onDone: () => {
      announce(t('questions.asked'))
      onDone()
    },
  })
  return (
    <SayForm
      label={t('questions.label')}
      hint={t('questions.hint')}
      missing={t('questions.textBad')}
      submit={t('questions.submit')}
      act={ask}
      onCancel={onDone}
    />
  )
}
