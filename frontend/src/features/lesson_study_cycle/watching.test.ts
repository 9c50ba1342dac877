import { draftOf, withOneMore } from './pupilDraft'
import { unwatched, watchersOf } from './watching'

const person = (staff_id: string, is_guest = false) => ({ staff_id, name: staff_id, is_guest })

test('until a round is chosen everybody of the group may watch, but no guest', () => {
  const people = watchersOf({ watch: [], observers: [] }, [person('ben'), person('anil', true)])

  expect(people.map(one => one.staff_id)).toEqual(['ben'])
})

test('then those who observe, and whoever watches already', () => {
  const lesson = { observers: [person('ben')], watch: [{ ...person('ruth'), pupil_labels: ['A'] }] }

  expect(watchersOf(lesson, [person('tom')]).map(one => one.staff_id)).toEqual(['ben', 'ruth'])
  expect(unwatched(['A', 'B'], { ruth: ['A'] })).toEqual(['B'])
})

test('three pupils to begin with, and at most six', () => {
  const three = draftOf([])
  expect(three.map(one => one.label)).toEqual(['A', 'B', 'C'])

  const six = withOneMore(withOneMore(withOneMore(three)))
  expect(withOneMore(six)).toBe(six)
  expect(withOneMore(three.filter(one => one.label !== 'B')).map(one => one.label)).toEqual(['A', 'B', 'C'])
})
