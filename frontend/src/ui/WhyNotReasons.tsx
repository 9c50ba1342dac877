import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Place, whyNotQuery } from '../api/whyNot'
import { Loaded } from './Loaded'
import { SkeletonRows } from './SkeletonRows'
import classes from './WhyNot.module.css'

/** The rules in one colleague's way, as sentences; or that nothing is. */
export function WhyNotReasons({ place }: { place: Place }) {
  const { t } = useTranslation()
  const query = useQuery(whyNotQuery(place))
  return (
    <div role="status" className={classes.reasons}>
      <Loaded query={query} skeleton={<SkeletonRows rows={1} height={20} />}>
        {({ name, reasons, is_free }) =>
          reasons.length === 0 ? (
            <p>{t(is_free ? 'whyNot.free' : 'whyNot.nothing', { name })}</p>
          ) : (
            <ul className={classes.reasons}>
              {reasons.map(reason => (
                <li key={reason.code + reason.text}>{reason.text}</li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}
