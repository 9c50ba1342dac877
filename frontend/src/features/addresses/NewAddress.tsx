import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import listed from '../../ui/Listed.module.css'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { useRefusedFields } from '../../ui/useRefusedFields'
import { AddressFields } from './AddressFields'
import { type AddressValues, newAddress, wishOf } from './addressForm'
import { useAddressForm } from './useAddressForm'

/** Adds an address; its first look begins at once. */
export function NewAddress() {
  const { t } = useTranslation('addresses')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const form = useAddressForm(newAddress)
  const add = useAct({
    send: (values: AddressValues, key) =>
      answer(api.POST('/api/outside-sources', { params: { header: withKey(key) }, body: wishOf(values) })),
    changes: [['addresses']],
    onDone: source => {
      announce(t('added', { name: source.name }))
      return navigate({ to: '/school/addresses' })
    },
  })
  useRefusedFields(form, add.error)
  return (
    <Page
      narrow
      name={t('add')}
      title={t('newTitle')}
      eyebrow={
        <Link to="/school/addresses" className="text-link">
          {t('backToAll')}
        </Link>
      }
    >
      <form noValidate className={listed.form} onSubmit={form.onSubmit(values => add.mutate(values))}>
        <AddressFields form={form} isNew />
        {add.error && <RefusedNotice acting error={add.error} />}
        <div>
          <Button type="submit" loading={add.isPending}>
            {t('addIt')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
