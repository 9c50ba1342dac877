import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { meQuery } from '../../api/me'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { NewPassword, useNewPassword } from './NewPassword'

type ResetFormProps = { secret: string; email: string; onDone: () => void }

export function ResetForm({ secret, email, onDone }: ResetFormProps) {
  const { t } = useTranslation('comingIn')
  const signIn = useTranslation('identity').t
  const client = useQueryClient()
  const validate = useNewPassword()
  const form = useForm({ initialValues: { password: '' }, validate: { password: validate } })
  const take = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      answer(
        api.POST('/api/password-resets/{secret}/take', { params: { path: { secret } }, body: { password } }),
      ),
    onSuccess: () => {
      client.setQueryData(meQuery.queryKey, null)
      onDone()
    },
  })
  useRefusedFields(form, take.error)
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit(values => take.mutate(values))}>
      <p>{t('reset.lead', { email })}</p>
      {/* For password managers: they store what stands here with the password below. */}
      <TextInput label={signIn('signIn.email')} type="email" autoComplete="username" value={email} readOnly />
      <NewPassword label={t('password.wanted')} field={form.getInputProps('password')} />
      {take.error && <RefusedNotice acting error={take.error} />}
      <Button type="submit" loading={take.isPending}>
        {t('reset.submit')}
      </Button>
    </form>
  )
}
