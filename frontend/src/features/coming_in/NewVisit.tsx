import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import listed from '../../ui/Listed.module.css'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { MadeVisit } from './MadeVisit'
import { VISITS } from './queries'
import { useVisitForm, type VisitValues, wishOf } from './visitForm'

/** Lets somebody in: who, why and until when; then the link, this once. */
export function NewVisit() {
  const { t } = useTranslation('comingIn')
  const form = useVisitForm()
  const add = useAct({
    send: (values: VisitValues, key) =>
      answer(api.POST('/api/support-visits', { params: { header: withKey(key) }, body: wishOf(values) })),
    changes: [VISITS],
  })
  useRefusedFields(form, add.error)
  return (
    <Page
      narrow
      name={t('support.letIn')}
      title={add.data ? t('support.madeTitle', { name: add.data.visit.name }) : t('support.newTitle')}
      eyebrow={
        <Link to="/school/support" className="text-link">
          {t('support.back')}
        </Link>
      }
    >
      {add.data ? (
        <MadeVisit made={add.data} />
      ) : (
        <form noValidate className={listed.form} onSubmit={form.onSubmit(values => add.mutate(values))}>
          <TextInput label={t('support.who')} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput
            label={t('support.email')}
            type="email"
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <TextInput
            label={t('support.reason')}
            description={t('support.reasonHint')}
            maxLength={200}
            {...form.getInputProps('reason')}
          />
          <TextInput
            label={t('support.ends')}
            description={t('support.endsHint')}
            type="datetime-local"
            {...form.getInputProps('ends_at')}
          />
          {add.error && <RefusedNotice acting error={add.error} />}
          <div>
            <Button type="submit" loading={add.isPending}>
              {t('support.submit')}
            </Button>
          </div>
        </form>
      )}
    </Page>
  )
}
