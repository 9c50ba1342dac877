import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'

const TEXT_MAX = 2_000

type SayFormProps = {
  label: string
  hint: string
  /** What is said when nothing was written. */
  missing: string
  submit: string
  act: { mutate: (text: string) => void; isPending: boolean; error: Error | null }
  onCancel: () => void
}

/** One text to the team, or from it. */
export function SayForm({ label, hint, missing, submit, act, onCancel }: SayFormProps) {
  const form = useForm({
    initialValues: { text: '' },
    validate: { text: value => (value.trim() ? null : missing) },
  })
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '0.5rem', marginTop: '0.75rem' }}
      onSubmit={form.onSubmit(({ text }) => act.mutate(text.trim()))}
    >
      <Textarea
        label={label}
        description={hint}
        autosize
        minRows={3}
        maxLength={TEXT_MAX}
        // It opens where its button was, and is what was asked for.
        ref={field}
        {...form.getInputProps('text')}
      />
      {act.error && <RefusedNotice acting error={act.error} />}
      <FormButtons label={submit} isBusy={act.isPending} onCancel={onCancel} />
    </form>
  )
}

const field = (element: HTMLTextAreaElement | null) => element?.focus({ preventScroll: true })
