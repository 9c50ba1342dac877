import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import type { Finding } from './shapes'

/** The texts that stood here before this one. */
export function Editions({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  if (finding.edition < 2) return null
  return (
    <section>
      <h2>{t('finding.editions')}</h2>
      <ul className="small">
        <li>{t('finding.editionNow', { number: finding.edition, day: dateOfInstant(finding.edited_at) })}</li>
        {finding.editions
          .filter(one => one.number !== finding.edition)
          .sort((a, b) => b.number - a.number)
          .map(one => (
            <li key={one.number} className="quiet">
              {t('finding.editionThen', { number: one.number, day: dateOfInstant(one.published_at) })}
            </li>
          ))}
      </ul>
      <p className="smaller quiet">{t('finding.editionsDetail')}</p>
    </section>
  )
}
