import { useTranslation } from 'react-i18next'
import { SayForm } from './SayForm'
import { useReact } from './useReact'

/** "I tried this, and ...": what happened, in the reader's own words. */
export function TriedForm({ findingId, onDone }: { findingId: string; onDone: () => void }) {
  const { t } = useTranslation('shelf')
  const { mutate, isPending, error } = useReact(findingId, onDone)
  return (
    <SayForm
      label={t('react.label')}
      hint={t('react.hint')}
      missing={t('react.textBad')}
      submit={t('react.submit')}
      act={{ mutate: text => mutate({ kind: 'tried', text }), isPending, error }}
      onCancel={onDone}
    />
  )
}
