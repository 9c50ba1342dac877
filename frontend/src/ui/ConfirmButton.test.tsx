import { screen } from '@testing-library/react'
import { useState } from 'react'
import { show } from '../test/show'
import { ConfirmButton } from './ConfirmButton'
import { Section } from './Section'

function Rows() {
  const [rows, setRows] = useState(['Ben', 'Chloe'])
  return (
    <Section title="Not in school">
      {rows.map(name => (
        <ConfirmButton
          key={name}
          ask="Their days come back."
          yes="Call it off"
          aria-label={`Call off ${name}`}
          onConfirm={() => setRows(rows.filter(one => one !== name))}
        >
          Call off
        </ConfirmButton>
      ))}
    </Section>
  )
}

test('kept as it is, the focus is where it was', async () => {
  const { user } = await show(<Rows />)
  await user.click(await screen.findByRole('button', { name: 'Call off Ben' }))
  expect(screen.getByRole('button', { name: 'Keep it as it is' })).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(screen.getByRole('button', { name: 'Call off Ben' })).toHaveFocus()
})

test('a row that goes leaves the focus at the heading of its list', async () => {
  const { user } = await show(<Rows />)
  await user.click(await screen.findByRole('button', { name: 'Call off Ben' }))
  await user.click(screen.getByRole('button', { name: 'Call it off' }))
  expect(screen.queryByRole('button', { name: 'Call it off' })).not.toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Not in school' })).toHaveFocus()
})
