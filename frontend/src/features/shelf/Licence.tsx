import { useTranslation } from 'react-i18next'
import type { Finding } from './shapes'

/** What others may do with it, and who may read it. */
export function Licence({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  return (
    <section>
      <h2>{t('finding.licence')}</h2>
      <p className="small">
        {finding.licence === 'CC-BY-4.0' && (
          <>
            <a href="https://creativecommons.org/licenses/by/4.0/" rel="license noreferrer">
              CC BY 4.0
            </a>
            .{' '}
          </>
        )}
        {t(`finding.licences.${finding.licence}`)}
      </p>
      <p className="small no-print">
        <a href={`/api/fair/findings/${finding.id}/poster.pdf?size=a3`} download>
          {t('finding.poster')}
        </a>
      </p>
      {finding.audience !== 'everyone' && (
        <p className="small quiet">
          {t('finding.audience')}: {t(`finding.audiences.${finding.audience}`)}
        </p>
      )}
    </section>
  )
}
