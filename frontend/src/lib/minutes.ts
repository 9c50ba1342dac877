/** Minutes and wall-clock times as people say them. Whole minutes only. */

/** "30 min", "1 h", "1 h 30 min", "-15 min". Never decimals of hours. */
export function inMinutes(minutes: number): string {
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '\u2212' : ''
  const hours = Math.floor(size / 60)
  const rest = size % 60
  if (hours === 0) return `${sign}${rest}\u00a0min`
  if (rest === 0) return `${sign}${hours}\u00a0h`
  return `${sign}${hours}\u00a0h ${rest}\u00a0min`
}

const thousands = new Intl.NumberFormat('en-GB')

/** "3,540". */
export const figure = (count: number): string => thousands.format(count)

/** Minutes since midnight of a wall time "HH:MM". */
export function minuteOfDay(wall: string): number {
  const [hours = 0, minutes = 0] = wall.split(':').map(Number)
  return hours * 60 + minutes
}

/** "08:45" as a school writes it: "8:45". */
export const clock = (wall: string): string => wall.replace(/^0/, '').slice(0, wall.startsWith('0') ? 4 : 5)

export const minutesBetween = (start: string, end: string): number => minuteOfDay(end) - minuteOfDay(start)
