import {
  IconArrowsLeftRight,
  IconCircle,
  IconUserPlus,
  IconUserQuestion,
  IconUsers,
} from '@tabler/icons-react'
import type { Schema } from '../../api/client'
import classes from './Run.module.css'

export type Release = Schema<'PlannedObserver'>['release']
export const RELEASES = ['none', 'co_teacher', 'mutual', 'exchange', 'external'] as const satisfies Release[]

const icons = {
  none: IconCircle,
  co_teacher: IconUserPlus,
  mutual: IconUsers,
  exchange: IconArrowsLeftRight,
  external: IconUserQuestion,
} as const satisfies Record<Release, unknown>

/** The sign for what becomes of an observer's own class. Its word stands beside it, or is given as *word*. */
export function ReleaseMark({ release, word }: { release: Release; word?: string }) {
  const Icon = icons[release]
  return (
    <span
      className={classes.mark}
      data-release={release}
      {...(word ? { role: 'img', 'aria-label': word, title: word } : { 'aria-hidden': true })}
    >
      <Icon size={12} stroke={2.2} />
    </span>
  )
}
