import type { ReactNode } from 'react'
import { isRefusedWith } from '../api/problems'
import { EmptyState } from './EmptyState'
import { ToToday } from './ToToday'

type GroupsOwnProps = {
  /** What the screen's data was refused with, if it was. */
  error: unknown
  /** What is the group's own, in its words. */
  title: string
  detail: string
  children: ReactNode
}

/** What a group says and writes is its own: whoever leads the school is told so instead of being shut out. */
export function GroupsOwn({ error, title, detail, children }: GroupsOwnProps) {
  if (!isRefusedWith(error, 'forbidden')) return children
  return (
    <EmptyState title={title} action={<ToToday />}>
      {detail}
    </EmptyState>
  )
}
