import type { Me } from '../api/me'
import { entriesOf, homeOf, isUnder, phoneEntriesOf } from './nav'

const person = (roles: Me['roles']): Me => ({
  account_id: '1',
  staff_id: '1',
  name: 'Amina',
  email: 'amina@birch.example',
  roles,
  school: { id: '1', name: 'Birch' },
  schools: [],
  trust_name: null,
  is_demo: false,
  needs_factor: false,
})

test('a teacher has the five screens of a teacher', () => {
  expect(entriesOf(person(['teacher']))).toEqual(['today', 'time', 'group', 'plan', 'fair'])
})

test('a guest of one group is never led to a refusal', () => {
  expect(entriesOf(person(['knowledgeable_other']))).toEqual(['group', 'fair'])
  expect(homeOf(person(['knowledgeable_other']))).toBe('group')
})

test('somebody of the trust, who has no week here, begins at the fair', () => {
  expect(entriesOf(person(['trust_lead']))).toEqual(['fair'])
})

test('a CPD lead has the planner, and plans a round from the group’s page', () => {
  expect(entriesOf(person(['teacher', 'cpd_lead']))).toEqual([
    'today',
    'time',
    'group',
    'desk',
    'planner',
    'fair',
    'school',
  ])
})

test('a head without that role is not led to the planner’s refusal', () => {
  expect(entriesOf(person(['head']))).not.toContain('planner')
})

test('whoever holds every role still has at most seven entries, and reaches the cover list from the desk', () => {
  const all = entriesOf(person(['teacher', 'cpd_lead', 'cover_lead', 'head']))

  expect(all).toHaveLength(7)
  expect(all).toContain('desk')
  expect(all).not.toContain('cover')
})

test('the bar of a phone has at most five places and loses nothing', () => {
  const all = entriesOf(person(['teacher', 'cpd_lead']))

  const { bar, more } = phoneEntriesOf(all)

  expect(bar.length + 1).toBeLessThanOrEqual(5)
  expect([...bar, ...more].sort()).toEqual([...all].sort())
})

test('the fair’s entry is current on the screens of its day and of what one follows, and on no others', () => {
  expect(['/fairs', '/fairs/new', '/following'].map(path => isUnder('fair', path))).toEqual([
    true,
    true,
    true,
  ])
  expect(['/fairsome', '/group'].map(path => isUnder('fair', path))).toEqual([false, false])
  expect(isUnder('group', '/fairs')).toBe(false)
})
