import { filesOf } from './files'

test('each kind has the address of the year that is shown', () => {
  expect(filesOf('year-statement', ['csv', 'xlsx'], { year: 'y 1' })).toEqual([
    { kind: 'csv', href: '/api/year-statement.csv?year_id=y%201' },
    { kind: 'xlsx', href: '/api/year-statement.xlsx?year_id=y%201' },
  ])
})

test('a colleague’s statement is asked for by who they are', () => {
  expect(filesOf('staff/{staff_id}/statement', ['pdf'], { year: 'y', staff: 'ben/1' })[0]?.href).toBe(
    '/api/staff/ben%2F1/statement.pdf?year_id=y',
  )
})
