import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Refused } from '../../api/problems'
import { inMinutes } from '../../lib/minutes'
import { PasswordField } from '../../ui/PasswordField'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useEnter } from './useEnter'

export function SignInForm({ to }: { to?: string }) {
  const { t } = useTranslation('identity')
  const enter = useEnter()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: value => (value.trim() ? null : t('signIn.emailMissing')),
      password: value => (value ? null : t('signIn.passwordMissing')),
    },
  })
  const signIn = useMutation({
    mutationFn: ({ email, password }: typeof form.values) =>
      answer(api.POST('/api/sign-in', { body: { email: email.trim(), password } })),
    onSuccess: me => enter(me, to),
  })
  const seconds = signIn.error instanceof Refused ? signIn.error.problem.retry_after_seconds : undefined
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit(values => signIn.mutate(values))}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <PasswordField
        label={t('signIn.password')}
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      {signIn.error && (
        <RefusedNotice
          acting
          error={signIn.error}
          next={
            typeof seconds === 'number' && t('signIn.later', { minutes: inMinutes(Math.ceil(seconds / 60)) })
          }
        />
      )}
      <Button type="submit" loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      <p>
        <Link to="/forgotten" className="text-link">
          {t('signIn.forgotten')}
        </Link>
      </p>
    </form>
  )
}
