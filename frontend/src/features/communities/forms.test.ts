import { communityBody, communityFaults, communityValues, emptyCommunity } from './communityForm'
import { emptyLesson, lessonBody, lessonEdit, lessonFaults } from './lessonForm'
import type { Community } from './queries'

const lesson = { ...emptyLesson(true), title: ' Bars ', held_on: '2027-03-02' }

test('an open lesson needs a title, a day, an end after its beginning and at least one place', () => {
  expect(lessonFaults(emptyLesson(false))).toEqual({ title: 'lesson.titleBad', held_on: 'form.dayBad' })
  expect(lessonFaults({ ...lesson, ends: '09:00', places: 0 })).toEqual({
    ends: 'form.orderBad',
    places: 'lesson.placesBad',
  })
  expect(lessonFaults({ ...lesson, places: 200 })).toEqual({})
})

test('to whom it is open is said once, never in a change', () => {
  expect(lessonBody(lesson)).toMatchObject({ title: 'Bars', kind: 'research_lesson', open_to: 'trust' })
  expect(lessonEdit(lesson)).not.toHaveProperty('open_to')
  expect(lessonEdit(lesson)).not.toHaveProperty('kind')
})

const community = {
  ...emptyCommunity(false),
  name: 'Talk',
  focus: 'Who talks?',
  workshop_on: '2027-01-10',
  application_on: '2027-02-10',
  evaluation_on: '2027-06-10',
  leader_ids: ['amina', 'ben'],
}

test('a community has two leaders and three steps, none before the one it builds on', () => {
  expect(communityFaults(community, false)).toEqual({})
  expect(communityFaults({ ...community, evaluation_on: '2027-02-09' }, false)).toEqual({
    evaluation_on: 'stepsBad',
  })
  expect(communityFaults({ ...community, workshop_on: '' }, false)).toEqual({ workshop_on: 'stepsBad' })
  expect(communityFaults({ ...community, leader_ids: ['amina'] }, false)).toEqual({
    leader_ids: 'leadersBad',
  })
  expect(communityFaults({ ...community, leader_ids: [] }, true)).toEqual({})
})

test('what is stored is what is read back', () => {
  const body = communityBody(community)
  expect(body.steps.map(step => step.kind)).toEqual(['workshop', 'application', 'evaluation'])
  const read = communityValues(body as unknown as Community)
  expect({ ...read, leader_ids: community.leader_ids }).toEqual(community)
})
