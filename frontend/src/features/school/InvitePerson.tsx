import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import type { Role } from '../../api/me'
import { momentInWords } from '../../lib/dates'
import { CopyText } from '../../ui/CopyText'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { RoleChoice } from './RoleChoice'
import classes from './School.module.css'

type Values = { email: string; roles: Role[] }

/** Makes the link with which a person chooses their password; it is shown once. */
export function InvitePerson({ person }: { person: Schema<'StaffOut'> }) {
  const { t } = useTranslation('school')
  const trouble = useTrouble(true)
  const { name } = person
  const form = useForm<Values>({
    initialValues: { email: person.email ?? '', roles: person.roles.length ? person.roles : ['teacher'] },
    validate: {
      email: value => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.trim()) ? null : t('person.emailBad')),
      roles: value => (value.length > 0 ? null : t('person.rolesNeeded')),
    },
  })
  const invite = useAct({
    send: (values: Values, key) =>
      answer(
        api.POST('/api/staff/{staff_id}/invitation', {
          params: { path: { staff_id: person.id }, header: withKey(key) },
          body: { email: values.email.trim(), roles: values.roles },
        }),
      ),
    changes: [['staff', 'list']],
  })
  return (
    <Section title={t('invite.heading')}>
      {invite.data ? (
        <div className="stack">
          <Notice tone="done" announced>
            {t('invite.done', { name })}
          </Notice>
          <CopyText
            label={t('invite.link', { name })}
            description={t('invite.until', { moment: momentInWords(invite.data.expires_at) })}
            text={new URL(invite.data.url, globalThis.location.origin).href}
            copy={t('invite.copy')}
            copied={t('invite.copied')}
          />
        </div>
      ) : (
        <form
          noValidate
          className={classes.form}
          onSubmit={form.onSubmit(values =>
            invite.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
          )}
        >
          <p className="small quiet">{t(person.can_sign_in ? 'invite.again' : 'invite.lead', { name })}</p>
          <TextInput
            label={t('invite.email')}
            type="email"
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          {!person.can_sign_in && (
            <RoleChoice
              label={t('invite.roles')}
              value={form.values.roles}
              onChange={roles => form.setFieldValue('roles', roles)}
              error={form.errors.roles ? String(form.errors.roles) : undefined}
            />
          )}
          {invite.error && <RefusedNotice acting error={invite.error} />}
          <div>
            <Button type="submit" variant="light" loading={invite.isPending}>
              {t('invite.submit', { name })}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
