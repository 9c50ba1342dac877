import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'

/** Where the round stands, in one sentence. */
export function RoundStanding({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation('round')
  const again = (
    <ButtonLink to="/plan" search={{ group: round.group_id, host: round.host_id }} variant="default">
      {t('staleNext')}
    </ButtonLink>
  )
  if (round.state === 'stale')
    return (
      <Notice tone="needs" title={t('stale')} action={again}>
        {round.stale_reason}
      </Notice>
    )
  if (round.state === 'cancelled')
    return (
      <Notice title={t('state.cancelled')} action={again}>
        {t('cancel.done')}
      </Notice>
    )
  if (round.state !== 'scheduled') return null
  if (round.open_cover > 0) return <Notice tone="needs" title={t('waits', { count: round.open_cover })} />
  return <Notice tone="done" title={t('ready')} />
}
