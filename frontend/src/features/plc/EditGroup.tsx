import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'

/** Changes the group's words. Somebody else's change in between is not overwritten. */
export function EditGroup({ group, onClose }: { group: Schema<'GroupOut'>; onClose: () => void }) {
  const { t } = useTranslation('group')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const members = group.members.filter(member => !member.is_guest)
  const form = useForm({
    initialValues: {
      name: group.name,
      focus: group.focus,
      research_theme: group.research_theme,
      eef_goal: group.eef_goal,
      protocol: group.protocol,
      facilitator_id: members.find(member => member.is_facilitator)?.staff_id ?? members[0]?.staff_id ?? '',
    },
    validate: {
      name: value => (value.trim() ? null : t('create.nameBad')),
      focus: value => (value.trim() ? null : t('create.focusBad')),
    },
  })
  const save = useMutation({
    mutationFn: (body: typeof form.values) =>
      answer(
        api.PUT('/api/groups/{group_id}', {
          params: { path: { group_id: group.id }, header: ifMatch(group.version) },
          body: { ...body, is_archived: false },
        }),
      ),
    onSuccess: saved => {
      client.setQueryData(groupQuery(group.id).queryKey, saved)
      void client.invalidateQueries({ queryKey: ['groups'] })
      announce(t('edit.saved'))
      onClose()
    },
    onError: error => form.setErrors(trouble(error).fields),
  })
  const reload = () =>
    void client.invalidateQueries({ queryKey: groupQuery(group.id).queryKey }).then(onClose)
  return (
    <Section title={t('edit.heading')}>
      <form noValidate className="stack" onSubmit={form.onSubmit(values => save.mutate(values))}>
        <TextInput label={t('create.groupName')} maxLength={200} {...form.getInputProps('name')} />
        <TextInput label={t('create.focus')} maxLength={200} {...form.getInputProps('focus')} />
        <Textarea
          label={t('create.theme')}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps('research_theme')}
        />
        <Textarea
          label={t('goal')}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps('eef_goal')}
        />
        <Textarea
          label={t('protocol.heading')}
          description={t('edit.protocolNote')}
          autosize
          minRows={5}
          maxLength={2000}
          {...form.getInputProps('protocol')}
        />
        <NativeSelect
          label={t('create.facilitator')}
          data={members.map(member => ({ value: member.staff_id, label: member.name }))}
          {...form.getInputProps('facilitator_id')}
        />
        <SaveRefused error={save.error} onReload={reload} />
        <FormButtons label={t('edit.save')} isBusy={save.isPending} onCancel={onClose} />
      </form>
    </Section>
  )
}
