import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { BothTexts } from './BothTexts'
import { LONGEST, type TextField, textsOf } from './cycleTexts'
import type { CycleOut } from './shapes'
import { forget, keep, kept } from './unsaved'
import { useCycleSave } from './useCycleSave'
import { useLeaveWarning } from './useLeaveWarning'

type TextFormProps = { cycle: CycleOut; fields: TextField[]; onClose: () => void }

/** Writes some texts of a cycle; what is typed survives a reload and a colleague's save. */
export function TextForm({ cycle, fields, onClose }: TextFormProps) {
  const { t } = useTranslation('lessonStudy')
  const me = useMe()
  const place = `${cycle.id}.${fields[0]}`
  const form = useForm<Record<string, string>>({
    initialValues: { ...textsOf(cycle, fields), ...kept<Record<string, string>>(me.account_id, place)?.text },
  })
  const { save, base, clashes } = useCycleSave(cycle, {
    onSaved: () => {
      forget(me.account_id, place)
      onClose()
    },
    onTaken: texts => form.setValues(texts as Record<string, string>),
  })
  const stored = textsOf(base, fields)
  const isDirty = fields.some(field => form.values[field] !== stored[field])
  useEffect(() => {
    if (isDirty) keep(me.account_id, place, { version: base.version, base: stored, text: form.values })
  })
  useLeaveWarning(isDirty && !save.isSuccess)
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(values => save.mutate(values))}>
      <BothTexts
        clashes={clashes}
        nameOf={path => t(`text.${path as TextField}`)}
        onChoose={(path, text) => form.setFieldValue(path, text)}
      />
      {fields.map((field, at) => (
        <Textarea
          key={field}
          label={t(`text.${field}`)}
          description={t(`textHint.${field}`)}
          maxLength={LONGEST[field]}
          autosize
          minRows={2}
          data-autofocus={at === 0 || undefined}
          {...form.getInputProps(field)}
        />
      ))}
      <SaveRefused error={save.error} />
      <FormButtons
        label={t(clashes.length > 0 ? 'both.save' : 'save')}
        isBusy={save.isPending}
        onCancel={() => {
          forget(me.account_id, place)
          onClose()
        }}
      />
    </form>
  )
}
