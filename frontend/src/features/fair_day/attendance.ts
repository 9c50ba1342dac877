/** Who was at the fair, as it is ticked: what is sent, and what it comes to. Pure. */

export type Line = { minutes: number | string; came: boolean; kept: number | null }
export type Lines = Record<string, Line>
type Kept = { staff_id: string; minutes: number }

/** Everybody of the school with the whole fair to begin with; those who were marked before with their minutes. */
export const linesOf = (staff: readonly { id: string }[], kept: readonly Kept[], most: number): Lines =>
  Object.fromEntries(
    staff.map(({ id }) => {
      const before = kept.find(one => one.staff_id === id)
      return [id, { minutes: before?.minutes ?? most, came: Boolean(before), kept: before?.minutes ?? null }]
    }),
  )

export const isBad = ({ minutes, came }: Line, most: number): boolean =>
  came && !(Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= most)

/** Only what is new or different: people who are not named stay as they were marked before. */
export const attendanceBody = (lines: Lines) => ({
  staff: Object.entries(lines)
    .filter(([, line]) => line.came && line.kept !== Number(line.minutes))
    .map(([staff_id, line]) => ({ staff_id, minutes: Number(line.minutes) })),
})

export function sumOf(lines: Lines): { count: number; minutes: number } {
  const came = Object.values(lines).filter(line => line.came)
  return { count: came.length, minutes: came.reduce((sum, line) => sum + (Number(line.minutes) || 0), 0) }
}
