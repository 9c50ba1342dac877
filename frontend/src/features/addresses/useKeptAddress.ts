import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/Announcer'
import { useKept } from '../../ui/useKept'
import { editOf, valuesOf } from './addressForm'
import { type Source, sourceQuery } from './queries'
import { useAddressForm } from './useAddressForm'
import { useEditAddress } from './useEditAddress'

/** The form of an address that may be paused, or changed by a colleague, beside it: what was typed stays. */
export function useKeptAddress(source: Source) {
  const { t } = useTranslation(['addresses', 'common'])
  const client = useQueryClient()
  const announce = useAnnounce()
  const form = useAddressForm(valuesOf(source))
  const { both, sends, saved, reload } = useKept(form, valuesOf(source), source.version, () =>
    client.fetchQuery({ ...sourceQuery(source.id), staleTime: 0 }),
  )
  const edit = useEditAddress(source, stored => {
    saved(valuesOf(stored))
    announce(t('saved'))
  })
  return {
    form,
    both,
    isSaving: edit.isPending,
    error: reload.error ?? edit.error,
    submit: form.onSubmit(values => {
      reload.reset()
      sends(values)
      edit.mutate(editOf(values, source.is_active))
    }),
    takeNewer: (onTaken: () => void) =>
      reload.mutate(undefined, {
        onSuccess: () => {
          edit.reset()
          announce(t('common:newer.loaded'))
          onTaken()
        },
      }),
  }
}
