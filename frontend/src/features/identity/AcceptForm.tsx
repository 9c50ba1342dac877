import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { PasswordField } from '../../ui/PasswordField'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import { useEnter } from './useEnter'

const PASSWORD_LENGTH_MIN = 12

export function AcceptForm({ secret, seen }: { secret: string; seen: Schema<'InvitationSeen'> }) {
  const { t } = useTranslation('identity')
  const enter = useEnter()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: value => (value.length < PASSWORD_LENGTH_MIN ? t('invitation.tooShort') : null) },
  })
  const trouble = useTrouble(true)
  const accept = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      answer(
        api.POST('/api/invitations/{secret}/accept', { params: { path: { secret } }, body: { password } }),
      ),
    onSuccess: me => enter(me),
    onError: error => form.setErrors(trouble(error).fields),
  })
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit(values => accept.mutate(values))}>
      <p>{t('invitation.lead', { name: seen.name, email: seen.email })}</p>
      {/* For password managers: they store what stands here with the password below. */}
      <TextInput label={t('signIn.email')} type="email" autoComplete="username" value={seen.email} readOnly />
      <PasswordField
        label={t('invitation.password')}
        description={t('invitation.hint')}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      {accept.error && <RefusedNotice acting error={accept.error} />}
      <Button type="submit" loading={accept.isPending}>
        {t('invitation.submit')}
      </Button>
    </form>
  )
}
