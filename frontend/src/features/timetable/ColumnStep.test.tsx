import { screen, within } from '@testing-library/react'
import { show } from '../../test/show'
import { ColumnStep } from './ColumnStep'

const table = {
  file: 'plan.csv',
  headings: ['Who', 'When', 'Slot', 'Whom'],
  rows: [
    ['Amina', 'Monday', 'P1', '7A'],
    ['Ben', 'Tuesday', 'P2', '8B'],
  ],
  columns: [{ heading: 'Slot', column: 'period' }],
}

test('columns are chosen under the first rows, and sent as headings', async () => {
  const sent: string[] = []
  const { user } = await show(
    <ColumnStep table={table} onChosen={columns => sent.push(columns)} />,
    'timetable',
  )

  const preview = await screen.findByRole('table', { name: 'First rows of plan.csv' })
  expect(within(preview).getByText('Amina')).toBeVisible()
  expect(screen.getByRole('combobox', { name: 'Period' })).toHaveValue('Slot')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Teacher' }), 'Who')
  expect(screen.getByText('For example Amina, Ben')).toBeVisible()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Day' }), 'When')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Class' }), 'Whom')
  await user.click(screen.getByRole('button', { name: 'Read with these columns' }))

  expect(sent.map(one => JSON.parse(one))).toEqual([
    { Who: 'teacher', When: 'day', Slot: 'period', Whom: 'class' },
  ])
})

test('what is missing is said beside its field, and the first of them is gone to', async () => {
  const sent: string[] = []
  const { user } = await show(
    <ColumnStep table={table} onChosen={columns => sent.push(columns)} />,
    'timetable',
  )

  await user.click(await screen.findByRole('button', { name: 'Read with these columns' }))

  expect(screen.getAllByText('Choose a heading: nothing can be read without it.')).toHaveLength(3)
  expect(screen.getByRole('combobox', { name: 'Teacher' })).toHaveFocus()
  expect(sent).toEqual([])
})
