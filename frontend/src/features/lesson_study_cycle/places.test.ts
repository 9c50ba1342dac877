import { whereTo } from './places'

const where = { groupId: 'g', cycleId: 'c', lessonId: 'l', roundId: 'r', findingId: null }

test.each([
  ['protocol', { to: '/group/g', hash: 'protocol' }],
  ['focus', { to: '/cycles/c', hash: 'focus' }],
  ['sources', { to: '/cycles/c', hash: 'sources' }],
  ['pupils', { to: '/cycles/c', hash: 'pupils' }],
  ['proposal', { to: '/research-lessons/l', hash: 'proposal' }],
  ['watch', { to: '/research-lessons/l', hash: 'watch' }],
  ['schedule', { to: '/round/r' }],
  ['notes', { to: '/rounds/r/observe' }],
  ['interviews', { to: '/rounds/r/interviews' }],
  ['discussion', { to: '/rounds/r/discussion' }],
  ['changes', { to: '/cycles/c', hash: 'changes' }],
  ['consolidate', { to: '/cycles/c', hash: 'consolidate' }],
  ['finding', { to: '/cycles/c', hash: 'share' }],
] as const)('what is missing leads to its place: %s', (to, place) => {
  expect(whereTo(to, where)).toEqual(place)
})

test('without a round one is led to choosing one, without a lesson to the lessons', () => {
  expect(whereTo('notes', { ...where, roundId: null })).toEqual({ to: '/research-lessons/l', hash: 'round' })
  expect(whereTo('watch', { ...where, lessonId: undefined })).toEqual({ to: '/cycles/c', hash: 'lessons' })
  expect(whereTo('finding', { ...where, findingId: 'f' })).toEqual({ to: '/findings/f/edit' })
})
