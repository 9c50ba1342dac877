import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { begun } from './findingDraft'
import { touchedByFindings } from './queries'

export function StartDraft({ groupId }: { groupId: string }) {
  const { t } = useTranslation('fair')
  const navigate = useNavigate()
  const trouble = useTrouble(true)
  const form = useForm({
    initialValues: { title: '' },
    validate: { title: value => (value.trim() ? null : t('group.titleBad')) },
  })
  const start = useAct({
    send: (title: string, key) =>
      answer(
        api.POST('/api/groups/{group_id}/findings', {
          params: { path: { group_id: groupId }, header: withKey(key) },
          body: begun(title),
        }),
      ),
    changes: touchedByFindings,
    onDone: finding => navigate({ to: '/findings/$findingId/edit', params: { findingId: finding.id } }),
  })
  return (
    <Section title={t('group.write')}>
      <form
        noValidate
        className="stack"
        onSubmit={form.onSubmit(({ title }) =>
          start.mutate(title.trim(), { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <TextInput
          label={t('group.writeTitle')}
          description={t('group.writeHint')}
          maxLength={200}
          {...form.getInputProps('title')}
        />
        {start.error && <RefusedNotice acting error={start.error} />}
        <div>
          <Button type="submit" variant="light" loading={start.isPending}>
            {t('group.start')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
