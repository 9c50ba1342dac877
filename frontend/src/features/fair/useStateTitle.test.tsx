import { screen } from '@testing-library/react'
import type { Schema } from '../../api/client'
import { show } from '../../test/show'
import { finding } from './finding.fixture'
import { useStateTitle } from './useStateTitle'

function Title({ of }: { of: Schema<'FindingOut'> }) {
  return <h1>{useStateTitle()(of)}</h1>
}
const waiting = [{ staff_id: 'ben', name: 'Ben Okafor', agreed: false }]
const notYet = 'Ben Okafor has not agreed to this text yet.'

test.each<[Partial<Schema<'FindingOut'>>, string]>([
  [{}, 'Ready to hand in'],
  [{ sent_back: 'Leave it out.' }, 'Ready to hand in'],
  [{ sent_back: 'Leave it out.', authors: waiting, what_is_missing: [notYet] }, 'Sent back to be mended'],
  [{ authors: waiting, what_is_missing: [notYet] }, 'Waits for Ben Okafor to agree'],
  [
    { authors: waiting, what_is_missing: ['Name the focus.', notYet] },
    'One thing is missing before it can be handed in',
  ],
  [{ state: 'submitted' }, 'Handed in: the CPD lead looks at it'],
  [{ state: 'scheduled' }, 'It has its place at the fair'],
  [{ state: 'published', published_at: '2026-06-04T09:00:00Z' }, 'Published, 4 Jun 2026'],
  [
    { state: 'published', published_at: '2026-06-04T09:00:00Z', edition: 2 },
    'Published, edition 2, 4 Jun 2026',
  ],
])('%j: %s', async (change, said) => {
  await show(<Title of={finding(change)} />, 'fair', 'writing')
  expect(await screen.findByRole('heading', { name: said })).toBeVisible()
})
