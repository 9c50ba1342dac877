import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Cycle.module.css'
import { namesQuery } from './queries'
import type { SourceKind, SourceOut } from './shapes'
import { useSmallAct } from './useSmallAct'

const KINDS: SourceKind[] = ['research', 'guidance', 'curriculum', 'textbook', 'colleague', 'other']

/** A source, new or as it is. */
export function SourceForm({
  cycleId,
  source,
  onClose,
}: {
  cycleId: string
  source?: SourceOut
  onClose: () => void
}) {
  const { t } = useTranslation('lessonStudy')
  const client = useQueryClient()
  const trouble = useTrouble(true)
  const form = useForm<Required<Schema<'SourceIn'>>>({
    initialValues: {
      kind: source?.kind ?? 'research',
      title: source?.title ?? '',
      link: source?.link ?? '',
      taken_from_it: source?.taken_from_it ?? '',
    },
    validate: {
      title: value => (value.trim() ? null : t('sources.titleBad')),
      link: value => (!value || /^https?:\/\/\S+$/.test(value.trim()) ? null : t('sources.linkBad')),
    },
  })
  const save = useSmallAct(
    async (body: Required<Schema<'SourceIn'>>, key) => {
      const stored = await answer(
        source
          ? api.PUT('/api/cycles/{cycle_id}/sources/{source_id}', {
              params: { path: { cycle_id: cycleId, source_id: source.id } },
              body,
            })
          : api.POST('/api/cycles/{cycle_id}/sources', {
              params: { path: { cycle_id: cycleId }, header: withKey(key) },
              body,
            }),
      )
      client.setQueryData(namesQuery(cycleId).queryKey, stored.names ?? [])
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
        save.mutate(
          { ...values, title: values.title.trim(), link: values.link.trim() },
          { onError: error => form.setErrors(trouble(error).fields) },
        ),
      )}
    >
      <div className={classes.pair}>
        <TextInput label={t('sources.title')} maxLength={300} {...form.getInputProps('title')} />
        <NativeSelect
          label={t('sources.kind')}
          data={KINDS.map(kind => ({ value: kind, label: t(`sources.kinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
      </div>
      <TextInput
        label={t('sources.link')}
        type="url"
        inputMode="url"
        maxLength={1000}
        {...form.getInputProps('link')}
      />
      <Textarea
        label={t('sources.taken')}
        description={t('sources.takenHint')}
        autosize
        minRows={2}
        maxLength={4000}
        {...form.getInputProps('taken_from_it')}
      />
      {save.error && <RefusedNotice acting error={save.error} />}
      <FormButtons label={t(source ? 'save' : 'sources.addYes')} isBusy={save.isPending} onCancel={onClose} />
    </form>
  )
}
