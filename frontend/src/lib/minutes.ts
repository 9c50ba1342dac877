/** Minutes and wall-clock times as people say them. Whole minutes only. */

/** "30 min", "1 h", "1 h 30 min", "1,265 h", "-15 min". Never decimals of hours. */
export function inMinutes(minutes: number): string {
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '\u2212' : ''
  const hours = Math.floor(size / 60)
  const rest = size % 60
  if (hours === 0) return `${sign}${rest}\u00a0min`
  const whole = thousands.format(hours)
  if (rest === 0) return `${sign}${whole}\u00a0h`
  return `${sign}${whole}\u00a0h ${rest}\u00a0min`
}

/** "45 s", "1 min", "1 min 30 s": how long a machine takes. */
export function inSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = seconds % 60
  if (minutes === 0) return `${rest}\u00a0s`
  return rest === 0 ? `${minutes}\u00a0min` : `${minutes}\u00a0min ${rest}\u00a0s`
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
