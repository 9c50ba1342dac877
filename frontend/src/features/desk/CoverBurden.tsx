import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Desk.module.css'

const PARTS = ['mutual', 'residual', 'open'] as const
const LINES = ['needed', 'mutual', 'residual', 'open'] as const

/** How much cover lesson study has needed, and how much of it the groups met themselves. */
export function CoverBurden({ desk }: { desk: Schema<'DeskOut'> }) {
  const { t } = useTranslation('desk')
  const slices = {
    needed: desk.cover_needed_slices,
    mutual: desk.cover_mutual_slices,
    residual: desk.cover_residual_slices,
    open: desk.cover_open_slices,
  }
  const swatches = {
    needed: '',
    mutual: classes.booked,
    residual: classes.residual,
    open: classes.unplaced,
  }
  return (
    <Section plain title={t('burden.heading')}>
      <p className={`small quiet ${classes.lead}`}>{t('burden.lead')}</p>
      {slices.needed === 0 ? (
        <p>{t('burden.none')}</p>
      ) : (
        <>
          <div
            className={classes.yearBar}
            role="img"
            aria-label={t('burden.bar', { mutual: slices.mutual, needed: slices.needed })}
          >
            {PARTS.filter(part => slices[part] > 0).map(part => (
              <span key={part} className={swatches[part]} style={{ flexGrow: slices[part] }} />
            ))}
          </div>
          <dl className={classes.burden}>
            {LINES.map(line => (
              <div key={line}>
                <dt>
                  <span aria-hidden className={`${classes.swatch} ${swatches[line]}`} />
                  {t(`burden.${line}`)}
                </dt>
                <dd className="numbers">{figure(slices[line])}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p className={classes.under}>
        <Link to="/cover" className="text-link">
          {t('burden.list')}
        </Link>
      </p>
    </Section>
  )
}
