/** Figures of a profile as they are typed: minutes as hours and minutes, clock figures as wall time. Pure. */
import type { Schema } from '../../api/client'
import { minuteOfDay } from '../../lib/minutes'

export type Unit = Schema<'Unit'>

/** 720 is "12:00". */
export const wallOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map(part => `${part}`.padStart(2, '0')).join(':')

/** "12:00" is 720; null when nothing, or something else, is typed. */
export const minutesOfWall = (wall: string): number | null =>
  /^\d{2}:\d{2}$/.test(wall) ? minuteOfDay(wall) : null

/** Hours and minutes as one number; null unless both are whole and together not less than nothing. */
export function together(hours: number | string, minutes: number | string): number | null {
  if (hours === '' && minutes === '') return null
  const both = [hours === '' ? 0 : hours, minutes === '' ? 0 : minutes].map(Number)
  if (both.some(part => !Number.isInteger(part) || part < 0)) return null
  const [whole = 0, rest = 0] = both
  return whole * 60 + rest
}

export const isBetween = (value: number | null, least: number, most: number): value is number =>
  value !== null && Number.isInteger(value) && value >= least && value <= most
