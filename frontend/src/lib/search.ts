/** What may stand behind the question mark of an address. */
export type Search = Record<string, unknown>

/** A short text; what is too long for a person to have typed is left out. */
export const words = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && `${value}`.trim() && `${value}`.length <= 100
    ? `${value}`.trim()
    : undefined

export const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find(one => one === value)

/** Leaves out what is not there, so that addresses stay short. */
export const present = <T extends object>(search: T): Partial<T> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<T>
