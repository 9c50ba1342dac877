import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { longDate, today } from '../../lib/dates'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'

/** Invites a knowledgeable other to this one group until a day; the link is shown this once. */
export function InviteGuest({ group }: { group: Schema<'GroupOut'> }) {
  const { t } = useTranslation('group')
  const { t: common } = useTranslation()
  const trouble = useTrouble(true)
  const [isOpen, setOpen] = useState(false)
  const form = useForm({
    initialValues: { name: '', email: '', organisation: '', until: '' },
    validate: {
      name: value => (value.trim() ? null : t('guest.nameBad')),
      email: value => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('guest.emailBad')),
      until: value => (value > today() ? null : t('guest.untilBad')),
    },
  })
  const invite = useAct({
    send: (body: Schema<'GuestIn'>, key) =>
      answer(
        api.POST('/api/groups/{group_id}/guests', {
          params: { path: { group_id: group.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['group', group.id]],
  })
  if (!isOpen)
    return (
      <Button variant="subtle" fullWidth onClick={() => setOpen(true)}>
        {t('guest.open')}
      </Button>
    )
  if (invite.data)
    return (
      <Notice announced tone="done" title={t('guest.done')}>
        <p style={{ overflowWrap: 'anywhere' }}>{invite.data.url}</p>
        <p>{t('guest.expires', { day: longDate(invite.data.expires_at) })}</p>
      </Notice>
    )
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '0.625rem', marginTop: '0.75rem' }}
      onSubmit={form.onSubmit(values =>
        invite.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
      )}
    >
      <p className="small quiet">{t('guest.lead')}</p>
      <TextInput label={t('guest.name')} maxLength={200} {...form.getInputProps('name')} />
      <TextInput label={t('guest.email')} type="email" maxLength={254} {...form.getInputProps('email')} />
      <TextInput label={t('guest.organisation')} maxLength={200} {...form.getInputProps('organisation')} />
      <TextInput label={t('guest.until')} type="date" min={today()} {...form.getInputProps('until')} />
      {invite.error && <RefusedNotice acting error={invite.error} />}
      <Button type="submit" loading={invite.isPending}>
        {t('guest.submit')}
      </Button>
      <Button variant="subtle" onClick={() => setOpen(false)}>
        {common('act.cancel')}
      </Button>
    </form>
  )
}
