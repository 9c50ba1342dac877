import { isBalanced, mayClose, maySign, stepsOf, yearToClose } from './closing'
import { closing, signature } from './closing.fixture'

test('a year that still runs waits for its end; nobody signs yet', () => {
  const running = closing({ is_over: false, to_log_minutes: 60 })
  expect(stepsOf(running)).toMatchObject({ over: 'later', logged: 'todo', head: 'later', teachers: 'later' })
  expect(maySign(running)).toBe(false)
})

test('when it is over and all is logged, both sign', () => {
  expect(stepsOf(closing())).toMatchObject({ over: 'done', logged: 'done', head: 'todo', teachers: 'todo' })
})

test('a signature under figures that have changed since is asked for again', () => {
  const changed = closing({ signatures: [signature('head', { still_counts: false }), signature('teachers')] })
  expect(stepsOf(changed)).toMatchObject({ head: 'again', teachers: 'done' })
  expect(mayClose(changed)).toBe(false)
})

test('with both names under it a year may be closed, once', () => {
  const signatures = [signature('head'), signature('teachers')]
  expect(mayClose(closing({ signatures }))).toBe(true)
  expect(mayClose(closing({ signatures, closed_at: '2027-08-31T12:00:00Z' }))).toBe(false)
})

test('minutes that go over need a year to go to', () => {
  const signatures = [signature('head'), signature('teachers')]
  const without = closing({ signatures, next_year_name: null })
  expect(stepsOf(without).next).toBe('todo')
  expect(mayClose(without)).toBe(false)
  expect(stepsOf(closing({ next_year_name: null, rolled_over_minutes: 0 })).next).toBeNull()
})

test('the figures balance to the minute or not at all', () => {
  expect(isBalanced(closing())).toBe(true)
  expect(isBalanced(closing({ came_over_minutes: 1 }))).toBe(false)
})

test('the year to begin with is the one of today, in the summer the one that is over', () => {
  const year = (id: string, starts_on: string, ends_on: string) => ({ id, starts_on, ends_on })
  const next = year('next', '2027-09-01', '2028-07-21')
  const years = [next, year('old', '2025-09-01', '2026-07-21'), year('this', '2026-09-01', '2027-07-21')]
  expect(yearToClose(years, '2027-03-01')?.id).toBe('this')
  expect(yearToClose(years, '2027-08-01')?.id).toBe('this')
  expect(yearToClose(years, '2027-09-01')?.id).toBe('next')
  expect(yearToClose([next], '2027-08-01')?.id).toBe('next')
  expect(yearToClose([], '2027-08-01')).toBeUndefined()
})
