import type { ReactNode } from 'react'
import classes from './Figures.module.css'

export type FigureOf = {
  name: string
  value: string
  unit?: string
  detail?: ReactNode
  /** The texture that stands for it in a picture beside. */
  swatch?: string
  /** It waits for somebody. */
  needs?: boolean
}

/** A few figures on one rule, each with what it means. */
export function Figures({ figures }: { figures: FigureOf[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ name, value, unit, detail, swatch, needs }) => (
        <div key={name} data-needs={needs || undefined}>
          <dt>
            {swatch && <span aria-hidden className={`${classes.swatch} ${swatch}`} />}
            {name}
          </dt>
          <dd className={classes.value}>
            {value} {unit && <small>{unit}</small>}
          </dd>
          {detail && <dd className={classes.detail}>{detail}</dd>}
        </div>
      ))}
    </dl>
  )
}
