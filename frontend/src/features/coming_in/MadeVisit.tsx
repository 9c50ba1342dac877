import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { CopyText } from '../../ui/CopyText'
import { Notice } from '../../ui/Notice'

/** The link, this once. */
export function MadeVisit({ made }: { made: Schema<'SupportVisitLet'> }) {
  const { t } = useTranslation('comingIn')
  return (
    <div className="stack">
      <Notice tone="done" announced>
        {t('support.made')}
      </Notice>
      <CopyText
        label={t('support.link', { name: made.visit.name })}
        description={t('support.isOn', { moment: momentInWords(made.visit.ends_at) })}
        text={new URL(made.url, globalThis.location.origin).href}
        copy={t('support.copy')}
        copied={t('support.copied')}
        focused
      />
    </div>
  )
}
