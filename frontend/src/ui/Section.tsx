import { type ReactNode, useId } from 'react'
import classes from './Section.module.css'

type SectionProps = {
  title: ReactNode
  children: ReactNode
  /** Stands at the end of the heading's line: a link, a switch. */
  side?: ReactNode
  count?: number
  /** A panel has paper and a line round it; a plain section stands on the ground. */
  plain?: boolean
  /** A small grey heading, where the content itself is the large thing. */
  quietTitle?: boolean
  className?: string
}

/** A named part of a screen. */
export function Section({ title, children, side, count, plain, quietTitle, className = '' }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`${plain ? '' : 'panel'} ${className}`}>
      <div className={classes.head}>
        <h2 id={id} tabIndex={-1} className={quietTitle ? classes.quiet : undefined}>
          {title}
          {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </h2>
        {side}
      </div>
      {children}
    </section>
  )
}
