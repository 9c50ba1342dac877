import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { PasswordField } from '../../ui/PasswordField'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { NewPassword, useNewPassword } from './NewPassword'

/** Another password, by whoever knows the present one. */
export function MyPassword() {
  const { t } = useTranslation('comingIn')
  const client = useQueryClient()
  const validate = useNewPassword()
  const form = useForm({
    initialValues: { present: '', password: '' },
    validate: { present: value => (value ? null : t('password.presentMissing')), password: validate },
  })
  const change = useMutation({
    mutationFn: (body: typeof form.values) => answer(api.POST('/api/me/password', { body })),
    onSuccess: () => {
      form.reset()
      return client.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  useRefusedFields(form, change.error)
  return (
    <Page narrow name={t('password.name')} title={t('password.title')}>
      <form className="stack" noValidate onSubmit={form.onSubmit(values => change.mutate(values))}>
        <p>{t('password.lead')}</p>
        <PasswordField
          label={t('password.present')}
          autoComplete="current-password"
          {...form.getInputProps('present')}
        />
        <NewPassword label={t('password.wanted')} field={form.getInputProps('password')} />
        {change.error && <RefusedNotice acting error={change.error} />}
        {change.isSuccess && (
          <Notice tone="done" announced>
            {t('password.done')}
          </Notice>
        )}
        <div>
          <Button type="submit" loading={change.isPending}>
            {t('password.submit')}
          </Button>
        </div>
        <p>
          <Link to="/forgotten" className="text-link">
            {t('password.forgotten')}
          </Link>
        </p>
      </form>
    </Page>
  )
}
