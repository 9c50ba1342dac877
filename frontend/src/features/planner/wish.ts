/** What a plan is asked for, as a form holds it; what is wrong with it; and what is sent. Pure. */
import dayjs from 'dayjs'
import type { Schema } from '../../api/client'

type PlannerForm = Schema<'PlannerForm'>
type Policy = Schema<'PolicyWish'>
type Typed = number | string

export const OWN = 'own'

export type GroupDraft = { group_id: string; isChosen: boolean; each: Typed; isWhole: boolean }
export type WishDraft = {
  /** The position of a half-term, or OWN. */
  window: string
  first_on: string
  last_on: string
  groups: GroupDraft[]
  avoid: { on: string }[]
  policy: { [name in keyof Policy]-?: Typed }
  seconds: Typed
}

/** What the server allows; the form does not ask for more (app/planner/rules.py). */
export const POLICY_MAX = {
  ppa_percent: 50,
  cover_per_week: 5,
  releases_per_class: 20,
  debrief_within_days: 5,
} as const satisfies Record<keyof Policy, number>
export const POLICY = Object.keys(POLICY_MAX) as (keyof Policy)[]

export const readyGroups = (form: PlannerForm) => form.groups.filter(group => group.is_ready)

/** A first wish: the next half-term, every group that is ready, once each, in turn. */
export function firstDraft(form: PlannerForm): WishDraft {
  const next = form.windows[0]
  return {
    window: next ? `${next.position}` : OWN,
    first_on: next?.first_on ?? '',
    last_on: next?.ends_on ?? '',
    groups: readyGroups(form).map(({ group_id }) => ({ group_id, isChosen: true, each: 1, isWhole: false })),
    avoid: [],
    policy: { ...form.policy },
    seconds: form.seconds,
  }
}

/** The wishes of an earlier run, as far as they can be asked for again. */
export function draftFrom(form: PlannerForm, run: Schema<'RunOut'>): WishDraft {
  const first = firstDraft(form)
  const wished = new Map(run.groups.map(group => [group.group_id, group]))
  const window = form.windows.find(one => one.ends_on === run.last_on && run.first_on <= one.first_on)
  const earliest = form.windows[0]?.first_on ?? run.first_on
  return {
    ...first,
    window: window ? `${window.position}` : OWN,
    first_on: window?.first_on ?? (run.first_on > earliest ? run.first_on : earliest),
    last_on: run.last_on,
    groups: first.groups.map(group => {
      const was = wished.get(group.group_id)
      return was
        ? { ...group, each: was.observations_each, isWhole: was.whole_group }
        : { ...group, isChosen: false }
    }),
    avoid: run.avoid_dates.map(on => ({ on })),
    policy: { ...run.policy },
    seconds: run.seconds,
  }
}

/** The days of a half-term, when one is chosen; one's own days stay as they were typed. */
export function withWindow(draft: WishDraft, form: PlannerForm, window: string): WishDraft {
  const found = form.windows.find(one => `${one.position}` === window)
  return found ? { ...draft, window, first_on: found.first_on, last_on: found.ends_on } : { ...draft, window }
}

export const chosen = (draft: WishDraft): GroupDraft[] => draft.groups.filter(group => group.isChosen)

export const wishBody = (draft: WishDraft): Schema<'RunIn'> => ({
  first_on: draft.first_on,
  last_on: draft.last_on,
  groups: chosen(draft).map(({ group_id, each, isWhole }) => ({
    group_id,
    observations_each: Number(each),
    whole_group: isWhole,
  })),
  avoid_dates: draft.avoid.map(({ on }) => on),
  seconds: Number(draft.seconds),
  policy: Object.fromEntries(POLICY.map(name => [name, Number(draft.policy[name])])) as Policy,
})

/** How many observations the draft asks for in all. */
export const askedFor = (draft: WishDraft, form: PlannerForm): number => {
  const size = new Map(form.groups.map(group => [group.group_id, group.members.length]))
  return chosen(draft).reduce(
    (sum, { group_id, each }) => sum + (Number(each) || 0) * (size.get(group_id) ?? 0),
    0,
  )
}

export type Short = {
  staffId: string
  name: string
  pot: 'observe' | 'debrief'
  left: number
  needed: number
}

/**
 * Members with fewer minutes than so many observations need. Debriefs are counted for what they observe only:
 * whoever hosts sits in more of them, but how often anybody hosts is for the planner to find.
 */
export function shortOf(
  group: Schema<'GroupChoice'>,
  each: Typed,
  form: Pick<PlannerForm, 'slice_minutes' | 'debrief_minutes' | 'moving_minutes'>,
): Short[] {
  const count = Number(each) || 0
  const needed = {
    observe: count * form.slice_minutes,
    debrief: count * (form.debrief_minutes + 2 * form.moving_minutes),
  }
  return group.members.flatMap(member => {
    const left = { observe: member.observe_minutes_left, debrief: member.debrief_minutes_left }
    return (['observe', 'debrief'] as const)
      .filter(pot => left[pot] < needed[pot])
      .map(pot => ({
        staffId: member.staff_id,
        name: member.name,
        pot,
        left: left[pot],
        needed: needed[pot],
      }))
  })
}

export type Fault =
  | { kind: 'dateMissing' | 'backwards' | 'groupsNone' | 'outside' | 'twice' }
  | { kind: 'tooLong' | 'each'; max: number }
  | { kind: 'number'; min: number; max: number }

const isWholeNumber = (value: Typed, min: number, max: number) =>
  value !== '' && Number.isInteger(Number(value)) && Number(value) >= min && Number(value) <= max

/** By the path of the field, as the form names it. */
export function faultsOf(draft: WishDraft, form: PlannerForm): Record<string, Fault> {
  const faults: Record<string, Fault> = {}
  const { first_on, last_on, avoid } = draft
  const days = dayjs(last_on).diff(first_on, 'day')
  if (!first_on) faults.first_on = { kind: 'dateMissing' }
  if (!last_on) faults.last_on = { kind: 'dateMissing' }
  else if (days < 0) faults.last_on = { kind: 'backwards' }
  else if (days >= form.window_days_max) faults.last_on = { kind: 'tooLong', max: form.window_days_max }
  if (chosen(draft).length === 0) faults.groups = { kind: 'groupsNone' }
  draft.groups.forEach(({ isChosen, each }, at) => {
    if (isChosen && !isWholeNumber(each, 1, form.observations_each_max))
      faults[`groups.${at}.each`] = { kind: 'each', max: form.observations_each_max }
  })
  avoid.forEach(({ on }, at) => {
    const path = `avoid.${at}.on`
    if (!on) faults[path] = { kind: 'dateMissing' }
    else if (on < first_on || on > last_on) faults[path] = { kind: 'outside' }
    else if (avoid.findIndex(one => one.on === on) < at) faults[path] = { kind: 'twice' }
  })
  for (const name of POLICY)
    if (!isWholeNumber(draft.policy[name], 0, POLICY_MAX[name]))
      faults[`policy.${name}`] = { kind: 'number', min: 0, max: POLICY_MAX[name] }
  if (!isWholeNumber(draft.seconds, 1, form.seconds_max))
    faults.seconds = { kind: 'number', min: 1, max: form.seconds_max }
  return faults
}

/** Faults among the finer rules, which are folded away until somebody looks. */
export const isExpert = (path: string): boolean => path === 'seconds' || path.startsWith('policy.')

/** Where a refusal of the server belongs: it counts only the groups that were sent. */
export function draftPath(sent: string, draft: WishDraft): string {
  const [part, at, member] = sent.split('.')
  if (part === 'avoid_dates') return at === undefined ? 'avoid' : `avoid.${at}.on`
  if (part !== 'groups' || at === undefined) return sent
  const group = chosen(draft)[Number(at)]
  const place = group ? draft.groups.indexOf(group) : -1
  return place >= 0 && member === 'observations_each' ? `groups.${place}.each` : 'groups'
}
