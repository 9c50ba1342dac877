import type { Schema } from '../../api/client'
import {
  askedFor,
  draftFrom,
  draftPath,
  faultsOf,
  firstDraft,
  OWN,
  shortOf,
  wishBody,
  withWindow,
} from './wish'

const member = (name: string, observe: number, debrief = 300) => ({
  staff_id: name,
  name,
  observe_minutes_left: observe,
  cover_minutes_left: 60,
  debrief_minutes_left: debrief,
})
const group = (id: string, is_ready = true): Schema<'GroupChoice'> => ({
  group_id: id,
  name: `Group ${id}`,
  focus: 'Talk',
  is_ready,
  missing: is_ready ? [] : ['Two members have not agreed.'],
  members: [member('Amina', 60), member('Ben', 30), member('Chloe', 60, 10)],
})
const form: Schema<'PlannerForm'> = {
  windows: [
    { position: 2, starts_on: '2026-11-02', ends_on: '2026-12-18', first_on: '2026-11-10', school_days: 29 },
    { position: 3, starts_on: '2027-01-04', ends_on: '2027-02-12', first_on: '2027-01-04', school_days: 30 },
  ],
  groups: [group('a'), group('b', false), group('c')],
  policy: { ppa_percent: 10, cover_per_week: 1, releases_per_class: 2, debrief_within_days: 2 },
  seconds: 60,
  seconds_max: 300,
  observations_each_max: 9,
  window_days_max: 120,
  slice_minutes: 30,
  debrief_minutes: 20,
  moving_minutes: 5,
  has_timetable: true,
}

test('a first wish is the next half-term from tomorrow, with every group that is ready', () => {
  expect(wishBody(firstDraft(form))).toEqual({
    first_on: '2026-11-10',
    last_on: '2026-12-18',
    groups: [
      { group_id: 'a', observations_each: 1, whole_group: false },
      { group_id: 'c', observations_each: 1, whole_group: false },
    ],
    avoid_dates: [],
    seconds: 60,
    policy: form.policy,
  })
})

test('choosing a half-term fills in its days, and one’s own days stay as typed', () => {
  const spring = withWindow(firstDraft(form), form, '3')

  expect(spring).toMatchObject({ window: '3', first_on: '2027-01-04', last_on: '2027-02-12' })
  expect(withWindow(spring, form, OWN)).toMatchObject({ window: OWN, first_on: '2027-01-04' })
})

const run = {
  first_on: '2026-11-03',
  last_on: '2026-12-18',
  groups: [
    { group_id: 'c', name: 'Group c', observations_each: 2, whole_group: true },
    { group_id: 'gone', name: '', observations_each: 2, whole_group: true },
  ],
  avoid_dates: ['2026-11-20'],
  policy: { ...form.policy, cover_per_week: 2 },
  seconds: 120,
} as Schema<'RunOut'>

test('the wishes of an earlier run come back, without what has gone and from tomorrow on', () => {
  const draft = draftFrom(form, run)

  expect(draft.window).toBe('2')
  expect(wishBody(draft)).toEqual({
    first_on: '2026-11-10',
    last_on: '2026-12-18',
    groups: [{ group_id: 'c', observations_each: 2, whole_group: true }],
    avoid_dates: ['2026-11-20'],
    seconds: 120,
    policy: { ...form.policy, cover_per_week: 2 },
  })
})

test('days of one’s own that lie in no half-term stay one’s own', () => {
  expect(draftFrom(form, { ...run, first_on: '2026-11-16', last_on: '2026-12-04' })).toMatchObject({
    window: OWN,
    first_on: '2026-11-16',
    last_on: '2026-12-04',
  })
})

test('observations are counted by member, for chosen groups only', () => {
  const draft = firstDraft(form)
  draft.groups = draft.groups.map((one, at) => ({ ...one, each: 2, isChosen: at === 0 }))

  expect(askedFor(draft, form)).toBe(6)
})

test('whoever has fewer minutes than is asked is named with what they have', () => {
  expect(shortOf(group('a'), 1, form)).toEqual([
    { staffId: 'Chloe', name: 'Chloe', pot: 'debrief', left: 10, needed: 30 },
  ])
  expect(shortOf(group('a'), 2, form).map(one => [one.name, one.pot, one.left, one.needed])).toEqual([
    ['Ben', 'observe', 30, 60],
    ['Chloe', 'debrief', 10, 60],
  ])
})

test('what is sound has no faults', () => {
  expect(faultsOf(firstDraft(form), form)).toEqual({})
})

test('each fault stands at its field', () => {
  const draft = {
    ...firstDraft(form),
    last_on: '2026-11-09',
    avoid: [{ on: '' }, { on: '2026-11-10' }],
    seconds: 301,
  }
  draft.policy.ppa_percent = ''
  draft.groups = draft.groups.map(one => ({ ...one, each: 1.5 }))

  expect(faultsOf(draft, form)).toEqual({
    last_on: { kind: 'backwards' },
    'groups.0.each': { kind: 'each', max: 9 },
    'groups.1.each': { kind: 'each', max: 9 },
    'avoid.0.on': { kind: 'dateMissing' },
    'avoid.1.on': { kind: 'outside' },
    'policy.ppa_percent': { kind: 'number', min: 0, max: 50 },
    seconds: { kind: 'number', min: 1, max: 300 },
  })
})

test('a window has its longest, which is still allowed', () => {
  const days = (last_on: string) => faultsOf({ ...firstDraft(form), first_on: '2026-11-01', last_on }, form)

  expect(days('2027-02-28')).toEqual({})
  expect(days('2027-03-01')).toEqual({ last_on: { kind: 'tooLong', max: 120 } })
})

test('a refusal finds its group although only chosen groups were sent', () => {
  const draft = firstDraft(form)
  draft.groups = draft.groups.map((one, at) => ({ ...one, isChosen: at === 1 }))

  expect(draftPath('groups.0.observations_each', draft)).toBe('groups.1.each')
  expect(draftPath('groups', draft)).toBe('groups')
  expect(draftPath('avoid_dates.2', draft)).toBe('avoid.2.on')
  expect(draftPath('policy.cover_per_week', draft)).toBe('policy.cover_per_week')
})
