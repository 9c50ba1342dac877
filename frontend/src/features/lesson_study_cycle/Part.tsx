import type { ReactNode } from 'react'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'

type PartProps = {
  /** Its name in the address. */
  id: string
  title: ReactNode
  side?: ReactNode
  children: ReactNode
}

/** A part of the screen that a link can lead to. */
export function Part({ id, title, side, children }: PartProps) {
  return (
    <div id={id} tabIndex={-1} className={classes.part}>
      <Section title={title} side={side}>
        {children}
      </Section>
    </div>
  )
}
