import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'

/** What the lead asked to have mended, above the text that it is about. */
export function SentBack({ words }: { words: string }) {
  const { t } = useTranslation('writing')
  return (
    <Notice tone="needs" title={t('sentBack.heading')}>
      <blockquote className="prose" style={{ margin: '0.25rem 0' }}>
        {words}
      </blockquote>
      <p className="quiet">{t('sentBack.detail')}</p>
    </Notice>
  )
}
