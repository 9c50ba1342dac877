import { screen } from '@testing-library/react'
import { vi } from 'vitest'
import { show } from '../../test/show'
import { Facet } from './Facet'

const value = (label: string, count: number) => ({ value: label.toLowerCase(), label, count })
const many = ['Talk', 'Reading', 'Feedback', 'Questioning', 'Fractions', 'Maps'].map((label, at) =>
  value(label, 6 - at),
)

test('shows the first values with their counts, and the rest on demand', async () => {
  const { user } = await show(
    <Facet kind="focus" values={many} chosen={undefined} onChoose={() => undefined} />,
    'shelf',
    'fair',
    'writing',
  )
  expect(screen.getByRole('button', { name: 'Talk 6 findings' })).toHaveAttribute('aria-pressed', 'false')
  expect(screen.queryByRole('button', { name: /Maps/ })).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: '1 more Focus' }))
  expect(screen.getByRole('button', { name: 'Maps 1 finding' })).toBeInTheDocument()
})

test('what is chosen stands first and can be let go, though nothing at hand has it', async () => {
  const onChoose = vi.fn()
  const { user } = await show(
    <Facet kind="focus" values={many} chosen="Silence" onChoose={onChoose} />,
    'shelf',
    'fair',
    'writing',
  )
  const chosen = screen.getByRole('button', { name: 'Silence' })
  expect(chosen).toHaveAttribute('aria-pressed', 'true')
  await user.click(chosen)
  expect(onChoose).toHaveBeenCalledWith(undefined)
})

test('phases and mechanisms are said by name', async () => {
  await show(
    <>
      <Facet
        kind="phase"
        values={[{ value: 'ks3', label: 'ks3', count: 2 }]}
        chosen="ks3"
        onChoose={() => undefined}
      />
      <Facet kind="mechanism" values={[]} chosen={8} onChoose={() => undefined} />
    </>,
    'shelf',
    'fair',
    'writing',
  )
  expect(screen.getByRole('button', { name: /Years 7 to 9/ })).toHaveAttribute('aria-pressed', 'true')
  expect(screen.getByRole('button', { name: 'Modelling the technique' })).toBeInTheDocument()
})
