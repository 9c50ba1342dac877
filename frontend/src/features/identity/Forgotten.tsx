import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Entrance } from '../../shell/Entrance'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { LinkSent } from './LinkSent'

/** For whoever forgot their password: where the link is to go. The answer is the same for every address. */
export function Forgotten() {
  const { t } = useTranslation('comingIn')
  const signIn = useTranslation('identity').t
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: value => (value.trim() ? null : signIn('signIn.emailMissing')) },
  })
  const ask = useMutation({
    mutationFn: ({ email }: { email: string }) =>
      answer(api.POST('/api/password-resets', { body: { email: email.trim() } })),
  })
  useRefusedFields(form, ask.error)
  return (
    <Entrance>
      <Page narrow name={t('forgotten.title')} title={t('forgotten.title')}>
        <div className="stack">
          {ask.data ? (
            <LinkSent asked={ask.data} email={form.values.email.trim()} onAgain={ask.reset} />
          ) : (
            <form className="stack" noValidate onSubmit={form.onSubmit(values => ask.mutate(values))}>
              <p>{t('forgotten.lead')}</p>
              <TextInput
                label={signIn('signIn.email')}
                type="email"
                autoComplete="username"
                {...form.getInputProps('email')}
              />
              {ask.error && <RefusedNotice acting error={ask.error} />}
              <Button type="submit" loading={ask.isPending}>
                {t('forgotten.submit')}
              </Button>
            </form>
          )}
          <p>
            <Link to="/sign-in" className="text-link">
              {t('forgotten.back')}
            </Link>
          </p>
        </div>
      </Page>
    </Entrance>
  )
}
