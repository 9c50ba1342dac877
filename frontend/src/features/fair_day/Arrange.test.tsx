import { screen } from '@testing-library/react'
import { person } from '../../test/people'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { Arrange } from './Arrange'
import { programme, unplaced } from './fairDay.fixture'

const nothing = { 'GET /api/fair/findings': { body: { items: [], next: null } } }
const two = programme({ slots: [], unplaced: [unplaced(), unplaced({ id: 'maps', title: 'Reading maps' })] })

test('those that are ticked are arranged; what could not be placed says why', async () => {
  const asked = serve({
    ...nothing,
    'GET /api/me': { body: person() },
    'POST /api/fairs/fair/arrange': {
      body: {
        placed: [],
        version: 5,
        left_out: [
          { finding_id: 'silence', title: 'Five seconds of silence', kind: 'micro', why: 'M6 is full.' },
        ],
      },
    },
  })
  const { user } = await show(<Arrange programme={two} />, 'fairDay')

  await user.click(await screen.findByRole('checkbox', { name: 'Reading maps' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'A talk' }), 'micro')
  await user.click(screen.getByRole('button', { name: 'Arrange 1 finding' }))

  expect(await screen.findByText('M6 is full.')).toBeVisible()
  const sent = asked.find(one => one.path.endsWith('/arrange'))
  expect(sent?.body).toEqual({
    finding_ids: ['silence'],
    stalls: true,
    talks: { kind: 'micro' },
    rooms: ['m6'],
  })
  expect(sent?.headers.get('Idempotency-Key')).toBeTruthy()
})

test('nothing chosen: it says so and sends nothing', async () => {
  const asked = serve({ ...nothing, 'GET /api/me': { body: person() } })
  const { user } = await show(<Arrange programme={two} />, 'fairDay')

  await user.click(await screen.findByRole('button', { name: 'Choose none' }))
  await user.click(screen.getByRole('button', { name: 'Arrange them' }))

  expect(screen.getByText('Choose at least one finding, and a stall or a talk.')).toBeVisible()
  expect(asked.filter(one => one.method === 'POST')).toEqual([])
})
