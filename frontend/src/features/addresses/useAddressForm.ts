import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { type AddressValues, addressFaults } from './addressForm'

export function useAddressForm(initialValues: AddressValues) {
  const { t } = useTranslation('addresses')
  return useForm<AddressValues>({
    initialValues,
    validate: values =>
      Object.fromEntries(Object.entries(addressFaults(values)).map(([name, fault]) => [name, t(fault)])),
  })
}
