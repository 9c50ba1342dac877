import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useTrouble } from '../../ui/useTrouble'
import { PersonFields } from './PersonFields'
import { bodyOf, emptyPerson, type PersonValues } from './personForm'
import classes from './School.module.css'
import { usePersonForm } from './usePersonForm'

export function NewPerson() {
  const { t } = useTranslation('school')
  const me = useMe()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = usePersonForm(emptyPerson)
  const add = useAct({
    send: (values: PersonValues, key) =>
      answer(api.POST('/api/staff', { params: { header: withKey(key) }, body: bodyOf(values) })),
    changes: [['staff']],
    onDone: person => {
      announce(t('person.added', { name: person.name }))
      return navigate({ to: '/school/people/$staffId', params: { staffId: person.id } })
    },
  })
  const name = form.values.name.trim()
  return (
    <Page narrow name={t('person.newName')} title={t('person.newTitle', { school: me.school.name })}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values =>
          add.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <PersonFields form={form} />
        {add.error && <RefusedNotice acting error={add.error} />}
        <div>
          <Button type="submit" loading={add.isPending}>
            {name ? t('person.add', { name }) : t('person.addAny')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
