import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Calendars.module.css'
import type { Address } from './queries'
import { useAddresses } from './useAddresses'

/** One address in use: what it shows, where, when it was read last; and the way to end it. */
export function AddressRow({ address }: { address: Address }) {
  const { t } = useTranslation('calendars')
  const { end } = useAddresses()
  const { name, kind, subject_name: subject, read_at: readAt } = address
  return (
    <li>
      <div className={classes.line}>
        <div>
          <p className="strong">{name}</p>
          <p className="small">{subject ? t(`of.${kind}`, { name: subject }) : t('of.gone')}</p>
          <p className="small quiet numbers">
            {readAt ? t('read', { when: momentInWords(readAt) }) : t('neverRead')}{' '}
            {t('made', { when: momentInWords(address.created_at) })} {address.has_alarms && t('rings')}
          </p>
        </div>
        <ConfirmButton
          ask={t('endAsk', { name })}
          yes={t('endYes')}
          loading={end.isPending}
          onConfirm={() => end.mutate(address.id)}
        >
          {t('end')} <VisuallyHidden>{name}</VisuallyHidden>
        </ConfirmButton>
      </div>
      {end.error && <RefusedNotice acting error={end.error} onRetry={() => end.mutate(address.id)} />}
    </li>
  )
}
