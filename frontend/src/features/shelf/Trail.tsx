import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import classes from './Finding.module.css'
import { trailQuery } from './queries'
import type { Finding, FindingCard } from './shapes'

/** From finding to finding: whose it adapts, step by step, and who adapted it since. */
export function Trail({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const { data } = useQuery(trailQuery(finding.id))
  if (!data) return null
  if (data.adapts.length === 0 && data.adapted_by.items.length === 0 && !data.is_broken) return null
  return (
    <section className={classes.section}>
      <h2>{t('trail.heading')}</h2>
      <ol className={classes.trail}>
        {data.is_broken && <li className="small quiet">{t('trail.broken')}</li>}
        {[...data.adapts].reverse().map(one => (
          <Step key={one.id} card={one} />
        ))}
        <li aria-current="true">
          <span className={classes.here}>{t('trail.here')}</span>
        </li>
        {data.adapted_by.items.map(one => (
          <Step key={one.id} card={one} />
        ))}
      </ol>
      {data.adapted_by.next && <p className="small quiet">{t('trail.more')}</p>}
    </section>
  )
}

type StepProps = { card: Pick<FindingCard, 'id' | 'title' | 'school_name' | 'published_at'> }

function Step({ card }: StepProps) {
  return (
    <li>
      <Link to="/fair/$findingId" params={{ findingId: card.id }} className="text-link">
        {card.title}
      </Link>
      <span className="small quiet">
        {card.school_name}, {dateOfInstant(card.published_at)}
      </span>
    </li>
  )
}
