import { IconAlertCircle, IconCircleCheck, IconClock, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import listed from '../../ui/Listed.module.css'
import type { Source } from './queries'

/** What came of the last look, in words, with a sign beside them. */
export function AddressState({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  const kept = source.good_at ? t('state.kept', { at: momentInWords(source.good_at) }) : t('state.noCopy')
  if (source.looked_at === null)
    return (
      <p className={listed.state}>
        {source.is_active ? <IconClock size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />}
        <span>{source.is_active ? t('looking') : `${t('state.paused')}. ${t('state.first')}.`}</span>
      </p>
    )
  const hasFailed = source.failures > 0
  const at = momentInWords(source.looked_at)
  const Icon = hasFailed ? IconAlertCircle : source.is_active ? IconCircleCheck : IconPlayerPause
  return (
    <div className={listed.state} data-failed={hasFailed || undefined}>
      <Icon size={18} aria-hidden />
      <div>
        <p>
          {!source.is_active && `${t('state.paused')}. `}
          {hasFailed ? t('state.failed', { count: source.failures, at }) : t('state.good', { at })}
        </p>
        {hasFailed && (
          <p className="small">
            {source.trouble} {kept}
          </p>
        )}
        {!hasFailed && source.trouble && <p className="small">{source.trouble}</p>}
        {source.is_active && (
          <p className="small quiet">{t('state.next', { at: momentInWords(source.next_at) })}</p>
        )}
      </div>
    </div>
  )
}
