import type { ReactNode } from 'react'
import type { Span } from '../lib/grid'

export type WeekDay = {
  /** YYYY-MM-DD */
  on: string
  isToday?: boolean
  /** Why the day is not an ordinary one: "INSET", "Half-term". */
  note?: string
}

export type WeekPeriod = { period: string; start: string; end: string }

/** A week to draw. `P` is whatever stands in a cell; it only needs a beginning and an end. */
export type WeekProps<P extends Span> = {
  caption: string
  days: WeekDay[]
  periods: WeekPeriod[]
  piecesAt: (day: number, period: string) => P[]
  /** Under the last period; leave out where nothing after school matters. */
  piecesAfter?: (day: number) => P[]
  render: (piece: P, day: number, period: string) => ReactNode
  /** Small signs beside a day's name on a phone, for what is special that day. */
  marks?: (day: number) => ReactNode
}
