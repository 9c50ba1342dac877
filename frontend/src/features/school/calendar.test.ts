import { cycleOf, faultsOf, previewOf, shapeOf, type YearDraft } from './calendar'
import { easter, suggestedYear, yearFrom } from './englishYear'

const draft = (change: Partial<YearDraft> = {}): YearDraft => ({
  name: '2026/27',
  half_terms: yearFrom(2026).half_terms,
  exceptions: [],
  shape: 'ab',
  rotating: 6,
  own: '',
  ownFollowsWeekdays: true,
  starts_with_week: 1,
  ...change,
})

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, on) => {
  expect(easter(year).format('YYYY-MM-DD')).toBe(on)
})

test('the suggested year has the half-terms schools in England keep', () => {
  expect(yearFrom(2026).half_terms).toEqual([
    { starts_on: '2026-09-01', ends_on: '2026-10-23' },
    { starts_on: '2026-11-02', ends_on: '2026-12-18' },
    { starts_on: '2027-01-04', ends_on: '2027-02-12' },
    { starts_on: '2027-02-22', ends_on: '2027-03-25' },
    { starts_on: '2027-04-12', ends_on: '2027-05-28' },
    { starts_on: '2027-06-07', ends_on: '2027-07-21' },
  ])
})

test('until May the suggestion is the year that runs, from June the one that comes', () => {
  expect(suggestedYear('2027-05-31').name).toBe('2026/27')
  expect(suggestedYear('2027-06-01').name).toBe('2027/28')
})

test.each(Array.from({ length: 30 }, (_, at) => 2020 + at))(
  'the suggestion for %i has no fault and no weekend at either end',
  year => {
    const { half_terms, inset, mayDay } = yearFrom(year)
    expect(
      faultsOf(
        draft({
          half_terms,
          exceptions: [
            { held_on: inset, kind: 'inset', note: '' },
            { held_on: mayDay, kind: 'closure', note: '' },
          ],
        }),
      ),
    ).toEqual({})
    for (const { starts_on, ends_on } of half_terms)
      for (const on of [starts_on, ends_on]) expect([0, 6]).not.toContain(new Date(`${on}T12:00`).getDay())
  },
)

test('weeks A and B alternate over weeks of school, across a holiday', () => {
  const [autumn1, autumn2] = previewOf(draft())
  expect(autumn1?.weeks[0]?.[0]).toEqual({ on: '2026-09-01', kind: 'ordinary', cycleDay: 'A Tuesday' })
  expect(autumn1?.weeks[1]?.[0]?.cycleDay).toBe('B Monday')
  expect(autumn1?.weeks).toHaveLength(8)
  expect(autumn2?.weeks[0]?.[0]).toEqual({ on: '2026-11-02', kind: 'ordinary', cycleDay: 'A Monday' })
})

test('the year may begin with week B', () => {
  expect(previewOf(draft({ starts_with_week: 2 }))[0]?.weeks[0]?.[0]?.cycleDay).toBe('B Tuesday')
})

test('a day without lessons has no cycle day, and a rotating cycle waits for it', () => {
  const exceptions = [{ held_on: '2026-09-02', kind: 'inset' as const, note: '' }]
  const [first] = previewOf(draft({ shape: 'rotating', rotating: 6, exceptions }))
  expect(first?.weeks[0]?.map(day => day.cycleDay)).toEqual(['Day 1', null, 'Day 2', 'Day 3'])
  expect(first?.counts).toMatchObject({ ordinary: 38, inset: 1 })
})

test('every fault is told at its own field', () => {
  const half_terms = yearFrom(2026).half_terms.map(term => ({ ...term }))
  half_terms[1] = { starts_on: '2026-10-20', ends_on: '2026-10-01' }
  const faults = faultsOf(
    draft({
      name: ' ',
      half_terms,
      shape: 'own',
      own: 'L\nM\nX',
      exceptions: [
        { held_on: '2026-12-25', kind: 'closure', note: '' },
        { held_on: '2026-09-05', kind: 'closure', note: '' },
        { held_on: '2026-09-07', kind: 'inset', note: '' },
        { held_on: '2026-09-07', kind: 'closure', note: '' },
      ],
    }),
  )
  expect(faults).toEqual({
    name: 'nameMissing',
    'half_terms.1.starts_on': 'overlaps',
    'half_terms.1.ends_on': 'endsBeforeStart',
    'exceptions.0.held_on': 'notInTerm',
    'exceptions.1.held_on': 'weekend',
    'exceptions.3.held_on': 'twice',
    own: 'cycleWeeks',
  })
})

test.each(['week', 'ab', 'rotating'] as const)('a stored cycle of the shape %s is recognised', shape => {
  const { names, followsWeekdays } = cycleOf(draft({ shape, rotating: 8 }))
  expect(shapeOf(names, followsWeekdays)).toMatchObject({
    shape,
    ...(shape === 'rotating' && { rotating: 8 }),
  })
})

test('a cycle with names of its own stays as it is', () => {
  expect(shapeOf(['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes'], true)).toMatchObject({
    shape: 'own',
    own: 'Lunes\nMartes\nMiércoles\nJueves\nViernes',
  })
})
