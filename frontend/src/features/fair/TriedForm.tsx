import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useReact } from './useReact'

const TEXT_MAX = 2_000

/** "I tried this, and ...": what happened, in the reader's own words. */
export function TriedForm({ findingId, onDone }: { findingId: string; onDone: () => void }) {
  const { t } = useTranslation('fair')
  const react = useReact(findingId, onDone)
  const form = useForm({
    initialValues: { text: '' },
    validate: { text: value => (value.trim() ? null : t('react.textBad')) },
  })
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '0.5rem' }}
      onSubmit={form.onSubmit(({ text }) => react.mutate({ kind: 'tried', text: text.trim() }))}
    >
      <Textarea
        label={t('react.label')}
        description={t('react.hint')}
        autosize
        minRows={4}
        maxLength={TEXT_MAX}
        data-autofocus
        {...form.getInputProps('text')}
      />
      {react.error && <RefusedNotice acting error={react.error} />}
      <FormButtons label={t('react.submit')} isBusy={react.isPending} onCancel={onDone} />
    </form>
  )
}
