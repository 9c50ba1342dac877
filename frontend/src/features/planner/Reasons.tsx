import type { Schema } from '../../api/client'
import classes from './Run.module.css'

/** Reasons as the planner says them, one a line. */
export function Reasons({ reasons }: { reasons: Schema<'ReasonOut'>[] }) {
  if (reasons.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {reasons.map(reason => (
        <li key={reason.code + reason.text}>{reason.text}</li>
      ))}
    </ul>
  )
}
