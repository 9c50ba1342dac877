import { Refused } from '../../api/problems'
import { chosenIn, columnsField, examplesOf, faultsOf, tableAsked } from './columns'

const table = {
  file: 'plan.csv',
  headings: ['Who', 'When', 'Slot', 'Whom'],
  rows: [
    ['Amina', 'Mon', 'P1', '7A'],
    ['Amina', 'Tue', 'P1', ''],
    ['Ben', 'Wed', 'P1', '7B'],
    ['Cy', 'Thu', 'P1', '7C'],
    ['Di', 'Fri', 'P1', '7D'],
  ],
  columns: [{ heading: 'Slot', column: 'period' }],
}

test('what is known already is chosen', () => {
  expect(chosenIn(table)).toEqual({ period: 'Slot' })
})

test('a column that is needed must be chosen, and a heading is one column only', () => {
  expect(faultsOf({ period: 'Slot' })).toEqual({ teacher: 'needed', day: 'needed', class: 'needed' })
  expect(faultsOf({ teacher: 'Who', day: 'When', period: 'Slot', class: 'Whom' })).toEqual({})
  expect(faultsOf({ teacher: 'Who', day: 'When', period: 'Slot', class: 'Whom', room: 'Whom' })).toEqual({
    class: 'twice',
    room: 'twice',
  })
})

test('examples are the first different ones that are not empty', () => {
  expect(examplesOf(table, 'Who')).toEqual(['Amina', 'Ben', 'Cy'])
  expect(examplesOf(table, 'Whom')).toEqual(['7A', '7B', '7C'])
  expect(examplesOf(table, undefined)).toEqual([])
})

test('the choice is sent as headings and columns', () => {
  expect(JSON.parse(columnsField({ teacher: 'Who', class: 'Whom' }))).toEqual({
    Who: 'teacher',
    Whom: 'class',
  })
})

test('only a refusal with a table can be answered', () => {
  const refused = (more: object) =>
    new Refused(422, { type: '/problems/timetable/refused', title: '', status: 422, detail: '', ...more })

  expect(tableAsked(refused({ table }))).toEqual(table)
  expect(tableAsked(refused({ table: null }))).toBeNull()
  expect(tableAsked(new TypeError('lost'))).toBeNull()
})
