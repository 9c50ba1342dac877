import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import classes from './FairDay.module.css'
import type { FairLine } from './queries'
import { useFairWords } from './useFairWords'

/** One fair in the list, led by its day. */
export function FairRow({ fair, children }: { fair: FairLine; children?: React.ReactNode }) {
  const { t } = useTranslation('fairDay')
  const { when, counts } = useFairWords()
  const day = dayjs(fair.held_on)
  return (
    <li>
      <div className={classes.day} aria-hidden>
        <span className={classes.dayNumber}>{day.format('D')}</span>
        <span className="smaller">{day.format('MMM')}</span>
        <span className="smaller">{day.format('YYYY')}</span>
      </div>
      <div>
        <p className={classes.fairTitle}>
          <Link to="/fairs/$fairId" params={{ fairId: fair.id }}>
            {fair.title}
          </Link>
        </p>
        <p className="small numbers">{when(fair)}</p>
        <p className="small quiet">{[t(`state.${fair.state}`), counts(fair)].filter(Boolean).join(', ')}</p>
      </div>
      <div className="row">{children}</div>
    </li>
  )
}
