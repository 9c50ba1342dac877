import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'

type LinkSentProps = { asked: Schema<'ResetAsked'>; email: string; onAgain: () => void }

/** What happens now, whether or not the address is anybody's; without a mail server, who can help. */
export function LinkSent({ asked, email, onAgain }: LinkSentProps) {
  const { t } = useTranslation('comingIn')
  return (
    <>
      {asked.by_mail ? (
        <Notice tone="done" title={t('forgotten.sentTitle')} announced>
          <p>{t('forgotten.sent', { email, minutes: inMinutes(asked.good_for_minutes) })}</p>
          <p>{t('forgotten.sentOld')}</p>
        </Notice>
      ) : (
        <Notice tone="needs" title={t('forgotten.noMailTitle')} announced>
          <p>{t('forgotten.noMail')}</p>
        </Notice>
      )}
      <div>
        <Button variant="default" onClick={onAgain}>
          {t('forgotten.again')}
        </Button>
      </div>
    </>
  )
}
