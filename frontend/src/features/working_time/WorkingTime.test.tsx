import { screen, within } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { figure, rules } from './fixtures'
import { WorkingTime } from './WorkingTime'

const profile = {
  id: 'england',
  name: 'England',
  regime: 'stpcd',
  has_cap: true,
  note: '',
  editions: [{ id: '2025', name: '2025/26', first_year: 2025, last_year: null, note: '', figures: [] }],
}
const withRules = (body: ReturnType<typeof rules> | null) =>
  serve({
    'GET /api/me': { body: person() },
    'GET /api/working-time': body
      ? { body }
      : { status: 404, body: { type: '/problems/no-year', title: 'No year' } },
    'GET /api/working-time/profiles': { body: { profiles: [profile] } },
    'GET /api/years': { body: { items: [], next: null } },
    'POST /api/working-time/variations': { status: 201, body: rules() },
    'PUT /api/working-time': { body: rules() },
    'POST /api/working-time/publish': { body: rules() },
  })

test('every figure stands with its value, its source, and honestly whether it was read there', async () => {
  withRules(
    rules({
      figures: [
        figure(),
        figure({
          key: 'days_total',
          value: 194,
          value_in_edition: 195,
          unit: 'days',
          is_verified: false,
          source: { document: 'STPCD', edition: '2022', paragraph: null, reference: 'neu.org.uk' },
          variation: { value: 194, reason: 'Coronation', by_name: 'Neil', made_at: '2026-07-01T09:00:00Z' },
        }),
      ],
    }),
  )
  await show(<WorkingTime />, 'workingTime')

  expect(
    await screen.findByRole('heading', { level: 1, name: /can be directed for 1,265\sh in 2026-27/ }),
  ).toBeVisible()
  const [, first, second] = within(screen.getByRole('table', { name: /sources/ })).getAllByRole('row')
  expect(first).toHaveTextContent(/STPCD, 2024\/25, paragraph 51.7.*Read in this source/)
  expect(second).toHaveTextContent(/194 days.*Set by the school: Coronation.*The edition says 195 days/)
  expect(second).toHaveTextContent(/paragraph not known.*Not verified/)
})

test('a figure is set otherwise only with a reason', async () => {
  const asked = withRules(rules())
  const { user } = await show(<WorkingTime />, 'workingTime')

  await user.click(await screen.findByRole('button', { name: /^Set otherwise: Directed time/ }))
  const form = within(screen.getByRole('group', { name: 'Directed time of a full-time teacher' }))
  await user.clear(form.getByLabelText('Hours'))
  await user.type(form.getByLabelText('Hours'), '1200')
  await user.click(screen.getByRole('button', { name: 'Set to 1,200\u00a0h' }))
  expect(screen.getByText('Say why your school does it otherwise.')).toBeVisible()

  await user.type(screen.getByLabelText('Reason'), 'Agreed locally')
  await user.click(screen.getByRole('button', { name: 'Set to 1,200\u00a0h' }))

  expect(await screen.findByText(/is now 1,200 h/)).toBeVisible()
  const sent = asked.find(one => one.path.startsWith('/api/working-time/variations'))
  expect(sent?.body).toEqual({ figure: 'full_time_minutes', value: 72_000, reason: 'Agreed locally' })
})

test('the choice is saved against the version that was read', async () => {
  const asked = withRules(rules({ is_chosen: false, version: 0 }))
  const { user } = await show(<WorkingTime />, 'workingTime')

  await user.click(await screen.findByRole('button', { name: 'Save these rules' }))

  expect(await screen.findByText('The rules of 2026-27 are saved.')).toBeVisible()
  expect(asked.find(one => one.method === 'PUT')?.headers.get('If-Match')).toBe('"0"')
})

test('a newer edition is named, and taken with the settings as they are', async () => {
  const asked = withRules(
    rules({ contingency_minutes: 3000, newer_edition: { id: '2026', name: '2026/27' } }),
  )
  const { user } = await show(<WorkingTime />, 'workingTime')

  expect(await screen.findByText('There is a newer edition: 2026/27')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Choose 2026/27' }))

  await screen.findByText('The rules of 2026-27 are saved.')
  expect(asked.find(one => one.method === 'PUT')?.body).toMatchObject({
    edition: '2026',
    contingency_minutes: 3000,
  })
})

test('who may not set them sees why, and no form', async () => {
  withRules(rules({ may_edit: false }))
  await show(<WorkingTime />, 'workingTime')

  expect(await screen.findByText(/Heads and CPD leads set these/)).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

test('without a school year there is the way to set one up', async () => {
  withRules(null)
  await show(<WorkingTime />, 'workingTime')

  expect(await screen.findByRole('link', { name: 'Set up the year' })).toBeVisible()
})
