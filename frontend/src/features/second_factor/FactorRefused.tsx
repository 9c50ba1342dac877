import { useTranslation } from 'react-i18next'
import { Refused } from '../../api/problems'
import { inMinutes } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { PasskeyLeft } from './passkeys'

/** What became of a factor that was shown: refused, too many tries, or a passkey that did not answer. */
export function FactorRefused({ error }: { error: unknown }) {
  const { t } = useTranslation('secondFactor')
  if (!error) return null
  if (error instanceof PasskeyLeft)
    return (
      <Notice announced tone="needs" title={t('passkey.left')}>
        {t('passkey.leftDetail')}
      </Notice>
    )
  const seconds = error instanceof Refused ? error.problem.retry_after_seconds : undefined
  return (
    <RefusedNotice
      acting
      error={error}
      next={typeof seconds === 'number' && t('later', { minutes: inMinutes(Math.ceil(seconds / 60)) })}
    />
  )
}
