import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { bodyOf, valuesOf } from './personForm'
import { useEditPerson } from './useEditPerson'

/** Somebody leaves the school, or comes back to it. */
export function Leaving({ person }: { person: Schema<'StaffOut'> }) {
  const { t } = useTranslation('school')
  const announce = useAnnounce()
  const { name } = person
  const edit = useEditPerson(person, saved =>
    announce(t(saved.is_active ? 'person.backDone' : 'person.left', { name })),
  )
  const set = (is_active: boolean) => edit.mutate({ ...bodyOf(valuesOf(person)), is_active, roles: null })
  return (
    <Section title={t('person.leaveHeading')}>
      <div className="stack" style={{ justifyItems: 'start' }}>
        {person.is_active ? (
          <ConfirmButton
            ask={t('person.leaveAsk')}
            yes={t('person.leaveYes', { name })}
            loading={edit.isPending}
            onConfirm={() => set(false)}
          >
            {t('person.leave', { name })}
          </ConfirmButton>
        ) : (
          <Button variant="light" loading={edit.isPending} onClick={() => set(true)}>
            {t('person.back', { name })}
          </Button>
        )}
        <SaveRefused error={edit.error} />
      </div>
    </Section>
  )
}
