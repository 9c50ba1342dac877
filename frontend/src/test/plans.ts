/** A small plan for tests: two lessons of one group, one cover inside it and one from another. */
import type { Schema } from '../api/client'

type Run = Schema<'RunOut'>
type Plan = Schema<'PlanOut'>
type Lesson = Schema<'PlannedLesson'>
type Observer = Schema<'PlannedObserver'>

export const observer = (name: string, change: Partial<Observer> = {}): Observer => ({
  staff_id: name.toLowerCase(),
  name,
  slice: 0,
  start: '08:45',
  end: '09:15',
  release: 'none',
  class_name: '',
  cover: null,
  cover_by_id: null,
  cover_by_name: null,
  ...change,
})

export const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  group_id: 'talk',
  group_name: 'Talk',
  host_id: 'amina',
  host_name: 'Amina',
  held_on: '2026-11-05',
  period: 'P1',
  start: '08:45',
  end: '09:45',
  class_name: '8M2',
  subject: 'Maths',
  room: 'M6',
  observers: [observer('Ben')],
  debrief: { held_on: '2026-11-05', start: '15:20', end: '15:40' },
  ...change,
})

const periods = [
  { period: 'P1', start: '08:45', end: '09:45' },
  { period: 'P2', start: '09:45', end: '10:45' },
]
const day = (held_on: string, is_blocked = false) => ({ held_on, cycle_day: 'Monday', is_blocked, periods })
const person = (name: string, change: Partial<Schema<'TeacherMinutes'>> = {}): Schema<'TeacherMinutes'> => ({
  staff_id: name.toLowerCase(),
  name,
  group_names: ['Talk'],
  hosted: 1,
  observed: 1,
  observe_minutes: 30,
  cover_minutes: 0,
  debrief_minutes: 50,
  cover_given_minutes: 0,
  cover_received_minutes: 0,
  ...change,
})

export const plan = (change: Partial<Plan> = {}): Plan => ({
  run_id: 'run',
  state: 'done',
  figures: { unscheduled: 1, external: 1, exchange: 1, busiest_cover: 1, mutual: 1 },
  bounds: { unscheduled: 1, external: 1, exchange: 0 },
  status: 'feasible',
  greedy_figures: { unscheduled: 2, external: 3, exchange: 0, busiest_cover: 2, mutual: 0 },
  days: [day('2026-11-04', true), day('2026-11-05'), day('2026-11-09')],
  lessons: [
    lesson({
      observers: [
        observer('Ben'),
        observer('Chloe', {
          slice: 1,
          start: '09:15',
          end: '09:45',
          release: 'exchange',
          class_name: '9A',
          cover: 'to_ask',
          cover_by_id: 'dev',
          cover_by_name: 'Dev',
        }),
      ],
    }),
    lesson({
      host_id: 'ben',
      host_name: 'Ben',
      held_on: '2026-11-09',
      class_name: '7C',
      observers: [
        observer('Chloe', {
          slice: 1,
          start: '09:15',
          end: '09:45',
          release: 'mutual',
          class_name: '10B',
          cover: 'to_ask',
          cover_by_id: 'amina',
          cover_by_name: 'Amina',
        }),
      ],
      debrief: { held_on: '2026-11-10', start: '09:45', end: '10:05' },
    }),
  ],
  teachers: [
    person('Amina', { cover_minutes: 30, cover_given_minutes: 30 }),
    person('Ben'),
    person('Chloe', { cover_received_minutes: 60 }),
    person('Dev', {
      group_names: [],
      hosted: 0,
      observed: 0,
      observe_minutes: 0,
      debrief_minutes: 0,
      cover_minutes: 30,
      cover_given_minutes: 30,
    }),
  ],
  left_for_cover_lead: [
    {
      group_id: 'talk',
      group_name: 'Talk',
      held_on: '2026-11-05',
      period: 'P1',
      start: '08:45',
      end: '09:15',
      slice: 0,
      class_name: '11X',
      subject: 'French',
      room: 'L1',
      released_id: 'ben',
      released_name: 'Ben',
    },
  ],
  unplaced: [{ group_id: 'talk', group_name: 'Talk', staff_id: 'chloe', name: 'Chloe', observations: 1 }],
  reasons: [
    {
      code: 'no-time',
      group_id: 'talk',
      group_name: 'Talk',
      staff_ids: ['chloe'],
      text: 'Chloe is never free with the others.',
    },
    {
      code: 'missing',
      group_id: 'talk',
      group_name: 'Talk',
      staff_ids: ['chloe'],
      text: 'Talk could not have everything it asked for.',
    },
    {
      code: 'external',
      group_id: 'talk',
      group_name: 'Talk',
      staff_ids: [],
      text: 'Nobody inside is free then.',
    },
    { code: 'blocked', group_id: null, group_name: null, staff_ids: [], text: 'Four days are avoided.' },
  ],
  difference: [],
  unchanged_count: null,
  people_disturbed: null,
  ...change,
})

export const run = (change: Partial<Run> = {}): Run => ({
  id: 'run',
  kind: 'plan',
  state: 'done',
  first_on: '2026-11-04',
  last_on: '2026-11-09',
  group_count: 1,
  teacher_count: 4,
  asked: 4,
  requested_by_name: 'Neil Hargrave',
  requested_at: '2026-11-02T08:00:00Z',
  finished_at: '2026-11-02T08:00:40Z',
  figures: plan().figures,
  bounds: plan().bounds,
  status: 'feasible',
  groups: [{ group_id: 'talk', name: 'Talk', observations_each: 1, whole_group: false }],
  avoid_dates: [],
  policy: { ppa_percent: 10, cover_per_week: 1, releases_per_class: 2, debrief_within_days: 2 },
  seconds: 60,
  started_at: '2026-11-02T08:00:01Z',
  progress: null,
  greedy_figures: plan().greedy_figures,
  failure: '',
  changes: [],
  reasons: [],
  accepted_at: null,
  accepted_by_name: null,
  parent_run_id: null,
  to_repair: [],
  may_accept: true,
  may_cancel: false,
  may_repair: false,
  ...change,
})

const asksFor = (cover: Observer['cover'], by: string | null) =>
  lesson({
    observers: [
      observer('Ben', {
        release: 'mutual',
        class_name: '9A',
        cover,
        cover_by_id: by?.toLowerCase() ?? null,
        cover_by_name: by,
      }),
    ],
  })

/** A repair: somebody else is asked at one lesson, another moves, one stays. */
export const repairPlan = (change: Partial<Plan> = {}): Plan =>
  plan({
    run_id: 'repair',
    greedy_figures: null,
    bounds: { unscheduled: 0, external: 0, exchange: 0 },
    difference: [
      {
        kind: 'recovered',
        before: asksFor('cover_lead', null),
        after: asksFor('to_ask', 'Eve'),
        disturbed: [{ staff_id: 'eve', name: 'Eve' }],
        text: '',
      },
      {
        kind: 'moved',
        before: lesson({ host_id: 'ben', host_name: 'Ben' }),
        after: lesson({
          host_id: 'ben',
          host_name: 'Ben',
          held_on: '2026-11-06',
          period: 'P2',
          start: '09:45',
          debrief: { held_on: '2026-11-06', start: '15:20', end: '15:40' },
        }),
        disturbed: [
          { staff_id: 'ben', name: 'Ben' },
          { staff_id: 'eve', name: 'Eve' },
        ],
        text: '',
      },
    ],
    unchanged_count: 1,
    people_disturbed: 2,
    ...change,
  })

export const repairRun = (change: Partial<Run> = {}): Run =>
  run({ id: 'repair', kind: 'repair', parent_run_id: 'run', greedy_figures: null, ...change })

/** What of an accepted plan cannot take place. */
export const touched = (change: Partial<Schema<'ToRepair'>> = {}): Schema<'ToRepair'> => ({
  round_id: 'round',
  group_id: 'talk',
  group_name: 'Talk',
  held_on: '2026-11-05',
  period: 'P1',
  kind: 'declined',
  text: 'Nobody who was asked can cover 9A on Thursday 5 November, P1.',
  ...change,
})

const member = (name: string, observe_minutes_left = 90) => ({
  staff_id: name.toLowerCase(),
  name,
  observe_minutes_left,
  cover_minutes_left: 60,
  debrief_minutes_left: 300,
})

/** Two groups that are ready and one that is not, and one half-term to come. */
export const plannerForm = (): Schema<'PlannerForm'> => ({
  windows: [
    { position: 2, starts_on: '2026-11-02', ends_on: '2026-12-18', first_on: '2026-11-10', school_days: 29 },
  ],
  groups: [
    {
      group_id: 'maps',
      name: 'Maps',
      focus: 'Reading maps',
      is_ready: true,
      missing: [],
      members: [member('Dev'), member('Eve'), member('Fay')],
    },
    {
      group_id: 'talk',
      name: 'Talk',
      focus: 'Talk before writing',
      is_ready: true,
      missing: [],
      members: [member('Amina'), member('Ben', 30), member('Chloe')],
    },
    {
      group_id: 'words',
      name: 'Words',
      focus: 'Vocabulary',
      is_ready: false,
      missing: ['Two members have not agreed.'],
      members: [member('Gil'), member('Hal'), member('Ian')],
    },
  ],
  policy: { ppa_percent: 10, cover_per_week: 1, releases_per_class: 2, debrief_within_days: 2 },
  seconds: 60,
  seconds_max: 300,
  observations_each_max: 9,
  window_days_max: 120,
  slice_minutes: 30,
  debrief_minutes: 20,
  moving_minutes: 5,
  has_timetable: true,
})
