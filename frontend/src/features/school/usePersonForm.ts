import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { type PersonValues, personFaults } from './personForm'

export function usePersonForm(initialValues: PersonValues) {
  const { t } = useTranslation('school')
  return useForm<PersonValues>({
    initialValues,
    validate: values =>
      Object.fromEntries(
        Object.entries(personFaults(values)).map(([name, fault]) => [name, t(`person.${fault}`)]),
      ),
  })
}
