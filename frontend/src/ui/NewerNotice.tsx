import { useTranslation } from 'react-i18next'
import { Notice } from './Notice'

/** After a colleague was quicker: what is stored now, by label, where it differs from what was typed. */
export function NewerNotice({ stored }: { stored: [string, string][] }) {
  const { t } = useTranslation()
  return (
    <Notice announced title={t('newer.both')}>
      {t('newer.bothDetail')}
      <ul>
        {stored.map(([label, value]) => (
          <li key={label}>
            {label}: <span className="strong">{value}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
