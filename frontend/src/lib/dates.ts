/** School days and instants in words. dayjs, because browsers have no Welsh in Intl. */
import dayjs from 'dayjs'
import { clock } from './minutes'

/** "Tue 3 Nov". */
export const shortDay = (day: string): string => dayjs(day).format('ddd D MMM')

/** "Tuesday 3 November". */
export const longDay = (day: string): string => dayjs(day).format('dddd D MMMM')

/** "Tuesday 3 November 2026". */
export const longDate = (day: string): string => dayjs(day).format('dddd D MMMM YYYY')

/** "Tue". */
export const weekday = (day: string): string => dayjs(day).format('ddd')

/** "Tuesday". */
export const weekdayLong = (day: string): string => dayjs(day).format('dddd')

/** "3". */
export const dayNumber = (day: string): string => dayjs(day).format('D')

/** "Tue 3 Nov, P3 (11:05)": how teachers say when. */
export const slotInWords = (day: string, period: string, start: string): string =>
  `${shortDay(day)}, ${period} (${clock(start)})`

/** "3 November 2026, 14:05", on the reader's clock. */
export const momentInWords = (instant: string): string => dayjs(instant).format('D MMMM YYYY, H:mm')

/** Today on the reader's calendar, as YYYY-MM-DD. */
export const today = (): string => dayjs().format('YYYY-MM-DD')

/** Whole minutes from now until *instant*, negative when past. */
export const minutesUntil = (instant: string, now: number): number =>
  Math.round((dayjs(instant).valueOf() - now) / 60_000)
