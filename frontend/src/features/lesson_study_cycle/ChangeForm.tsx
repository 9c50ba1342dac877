import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Cycle.module.css'
import { namesQuery } from './queries'
import type { CycleOut } from './shapes'
import { useSmallAct } from './useSmallAct'

/** One thing to do otherwise, from one research lesson, perhaps with a day. */
export function ChangeForm({ cycle, onClose }: { cycle: CycleOut; onClose: () => void }) {
  const { t } = useTranslation('lessonStudy')
  const client = useQueryClient()
  const trouble = useTrouble(true)
  const now = cycle.lessons.find(lesson => lesson.number === cycle.lesson_number) ?? cycle.lessons[0]
  const form = useForm({
    initialValues: { text: '', by_on: '', lesson_id: now?.id ?? '' },
    validate: { text: value => (value.trim() ? null : t('changes.textBad')) },
  })
  const add = useSmallAct(
    async ({ text, by_on, lesson_id }: typeof form.values, key) => {
      const stored = await answer(
        api.POST('/api/research-lessons/{lesson_id}/changes', {
          params: { path: { lesson_id }, header: withKey(key) },
          body: { text: text.trim(), by_on: by_on || null },
        }),
      )
      client.setQueryData(namesQuery(cycle.id).queryKey, stored.names ?? [])
      return stored
    },
    t('saved'),
    onClose,
  )
  return (
    <form
      noValidate
      className="stack"
      onSubmit={form.onSubmit(values =>
        add.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
      )}
    >
      <Textarea
        label={t('changes.text')}
        description={t('changes.textHint')}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('text')}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('changes.from')}
          data={cycle.lessons.map(lesson => ({
            value: lesson.id,
            label: t('lesson.title', { number: lesson.number }),
          }))}
          {...form.getInputProps('lesson_id')}
        />
        <TextInput type="date" label={t('changes.by')} {...form.getInputProps('by_on')} />
      </div>
      {add.error && <RefusedNotice acting error={add.error} />}
      <FormButtons label={t('changes.addYes')} isBusy={add.isPending} onCancel={onClose} />
    </form>
  )
}
