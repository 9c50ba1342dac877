import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import listed from '../../ui/Listed.module.css'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { AddressFields } from './AddressFields'
import { AddressNewer } from './AddressNewer'
import type { Source } from './queries'
import { useKeptAddress } from './useKeptAddress'

/** What is said of an address, to change. */
export function EditAddress({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  const saveButton = useRef<HTMLButtonElement>(null)
  const { form, both, error, isSaving, submit, takeNewer } = useKeptAddress(source)
  useRefusedFields(form, error)
  return (
    <form noValidate className={listed.form} onSubmit={submit}>
      <AddressFields form={form} />
      {both.length > 0 && !error && <AddressNewer source={source} both={both} />}
      <SaveRefused error={error} onReload={() => takeNewer(() => saveButton.current?.focus())} />
      <div>
        <Button ref={saveButton} type="submit" loading={isSaving}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
