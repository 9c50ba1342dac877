/** The fourteen mechanisms of the EEF's review of professional development (2021), in its four groups. */
export const MECHANISM_GROUPS = {
  A: [1, 2],
  B: [3, 4, 5],
  C: [6, 7, 8, 9, 10],
  D: [11, 12, 13, 14],
} as const

export type MechanismGroup = keyof typeof MECHANISM_GROUPS
export type Mechanism = (typeof MECHANISM_GROUPS)[MechanismGroup][number]

export const MECHANISMS: readonly Mechanism[] = Object.values(MECHANISM_GROUPS).flat()

export const isMechanism = (number: number): number is Mechanism =>
  (MECHANISMS as readonly number[]).includes(number)
