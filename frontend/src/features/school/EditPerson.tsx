import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { PersonFields } from './PersonFields'
import { bodyOf, valuesOf } from './personForm'
import { personQuery } from './queries'
import { RoleChoice } from './RoleChoice'
import classes from './School.module.css'
import { useEditPerson } from './useEditPerson'
import { usePersonForm } from './usePersonForm'

export function EditPerson({ person }: { person: Schema<'StaffOut'> }) {
  const { t } = useTranslation('school')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  // Who cannot sign in has no roles yet: they are chosen with the invitation.
  const hasRoles = person.can_sign_in
  const form = usePersonForm({ ...valuesOf(person), roles: hasRoles ? person.roles : ['teacher'] })
  const edit = useEditPerson(person, () => announce(t('person.saved')))
  return (
    <Section title={t('person.about')}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values =>
          edit.mutate(
            { ...bodyOf(values), is_active: person.is_active, roles: hasRoles ? values.roles : null },
            { onError: error => form.setErrors(trouble(error).fields) },
          ),
        )}
      >
        <PersonFields form={form} />
        {hasRoles && (
          <RoleChoice
            label={t('person.rolesHeading')}
            value={form.values.roles}
            onChange={roles => form.setFieldValue('roles', roles)}
            error={form.errors.roles ? String(form.errors.roles) : undefined}
          />
        )}
        <SaveRefused
          error={edit.error}
          onReload={() => void client.invalidateQueries({ queryKey: personQuery(person.id).queryKey })}
        />
        <div>
          <Button type="submit" loading={edit.isPending}>
            {t('person.save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
