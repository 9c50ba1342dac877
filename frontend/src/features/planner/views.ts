/** The ways of looking at a plan, as they stand in the address. */
export const VIEWS = ['compare', 'groups', 'teachers', 'cover', 'minutes', 'left'] as const
export type View = (typeof VIEWS)[number]

/** `week` is the Monday of the week that is shown. */
export type PlanSearch = { show?: View; group?: string; teacher?: string; week?: string }
export type Go = (search: PlanSearch) => void
