import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'

/** Where the round stands, in one sentence. */
export function RoundStanding({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation('round')
  const again = (
    <Button component={Link} to={`/plan?group=${round.group_id}&host=${round.host_id}`} variant="default">
      {t('staleNext')}
    </Button>
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
