import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { NameFactor } from './NameFactor'
import { makePasskey } from './passkeys'

/** A passkey: the browser asks for a finger, a face or a PIN. */
export function AddPasskey(props: { onAdded: (codes: string[]) => void; onLeave: () => void }) {
  const { t } = useTranslation('secondFactor')
  const make = useMutation({
    mutationFn: makePasskey,
    onSuccess: done => props.onAdded(done.recovery_codes),
  })
  return (
    <NameFactor
      title={t('passkey.add')}
      detail={t('passkey.detail')}
      suggested={t('passkey.name')}
      submit={t('passkey.make')}
      busy={make.isPending}
      error={make.error}
      onName={make.mutate}
      onLeave={props.onLeave}
    />
  )
}
