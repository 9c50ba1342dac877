import { screen, within } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { show } from '../../test/show'
import type { Choices } from './dryRun'
import { StaffFields } from './StaffFields'

const choices: Choices = {
  days: {},
  byDay: false,
  bells: {},
  matches: {},
  meanings: {},
  starts_on: '',
}
const teacher = (name: string, full_name: string, email: string): Schema<'TeacherSeen'> => ({
  name,
  full_name,
  email,
  lesson_count: 3,
  staff_id: null,
  staff_name: null,
})
const seen: Schema<'ImportOut'> = {
  id: '6f6bbf6e-6dd9-4c1c-9a8d-1f5b9f3f0a01',
  file_names: ['GPU001.TXT'],
  days: [],
  teachers: [
    teacher('Lang', 'Zoe Lang', 'z.lang@birch.example'),
    teacher('Ben Osei', 'Ben Osei', ''),
    teacher('KUR', '', ''),
  ],
  subjects: [],
  lesson_count: 9,
  class_count: 3,
  room_count: 0,
  busy_count: 0,
  problem_count: 0,
  clash_count: 0,
  problems: [],
  created_at: '2026-11-02T08:00:00Z',
  committed_version_id: null,
  solution: null,
  solutions: [],
  covers_everyone: true,
  remembered: null,
  table: null,
}

test('who stands behind a code is said beside it, and nothing is said twice', async () => {
  await show(<StaffFields seen={seen} choices={choices} change={() => {}} />, 'timetable')

  const table = await screen.findByRole('table', { name: 'Teachers of the file, and who they are here' })
  const heads = within(table).getAllByRole('rowheader')
  expect(heads.map(head => head.textContent)).toEqual([
    'LangZoe Lang, z.lang@birch.example',
    'Ben Osei',
    'KUR',
  ])
})
