import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import classes from './Finding.module.css'
import type { Finding } from './shapes'

/** Who found it, where, about what, when; and whose finding they tried. */
export function FindingHead({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const { t: fair } = useTranslation('fair')
  const about = [
    finding.group_name,
    finding.school_name,
    finding.subject,
    finding.phase !== 'all' && fair(`phases.${finding.phase}`),
  ].filter(Boolean)
  const published = t('finding.published', { day: dateOfInstant(finding.published_at) })
  const edited =
    finding.edition > 1 &&
    t('finding.edition', { number: finding.edition, day: dateOfInstant(finding.edited_at) })
  return (
    <>
      <p className={classes.authors}>{finding.author_names.join(', ')}</p>
      <p className={classes.about}>
        {about.join(', ')}. {published}
        {edited && <>. {edited}</>}
      </p>
      {finding.adapts && (
        <p className={classes.about}>
          {t('finding.adapts')}{' '}
          <Link to="/fair/$findingId" params={{ findingId: finding.adapts.id }} className="text-link">
            {finding.adapts.title}
          </Link>
          , {finding.adapts.school_name}
        </p>
      )}
    </>
  )
}
