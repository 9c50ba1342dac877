import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { show } from '../../test/show'
import { holdFiles } from './heldFiles'
import { ReadOtherwise } from './ReadOtherwise'

const seen = {
  id: 'run',
  solution: 'first',
  solutions: ['first', 'second'],
  table: null,
} as unknown as Schema<'ImportOut'>

test('the solution that was read is named; without the files they are to be chosen once more', async () => {
  await show(<ReadOtherwise seen={seen} />, 'timetable')

  expect(await screen.findByText('The archive has 2 solutions. “first” was read.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Choose files' })).toBeVisible()
  expect(screen.queryByRole('combobox')).toBeNull()
})

test('with the files at hand another solution can be read, but not the same again', async () => {
  holdFiles('run', [new File(['x'], 'a.xml')])
  const { user } = await show(<ReadOtherwise seen={seen} />, 'timetable')

  const act = await screen.findByRole('button', { name: 'Read this one' })
  expect(act).toBeDisabled()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Read another solution' }), 'second')
  expect(act).toBeEnabled()
})

test('columns that were chosen are told and can be chosen again', async () => {
  holdFiles('run', [new File(['x'], 'a.csv')])
  const table = {
    file: 'a.csv',
    headings: ['Who', 'When', 'Slot', 'Whom'],
    rows: [['Amina', 'Mon', '1', '7A']],
    columns: [{ heading: 'Who', column: 'teacher' }],
  }
  const { user } = await show(<ReadOtherwise seen={{ ...seen, solutions: [], table }} />, 'timetable')

  expect(await screen.findByText('Read with the columns you chose: “Who” is the teacher.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Choose the columns again' }))
  expect(screen.getByRole('combobox', { name: 'Teacher' })).toHaveValue('Who')
  expect(screen.getByRole('combobox', { name: 'Teacher' })).toHaveFocus()
})

test('nothing is shown where nothing was decided', async () => {
  await show(<ReadOtherwise seen={{ ...seen, solutions: [] }} />, 'timetable')

  expect(screen.queryByRole('heading', { level: 2 })).toBeNull()
})
