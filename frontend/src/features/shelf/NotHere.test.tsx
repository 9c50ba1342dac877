import { screen } from '@testing-library/react'
import { show } from '../../test/show'
import { NotHere } from './NotHere'

test('what was withdrawn says so, and leads on', async () => {
  await show(<NotHere why="withdrawn" />, 'shelf', 'fair')
  expect(screen.getByText('Its authors or their school took it back.')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Go to the fair' })).toHaveAttribute('href', '/fair')
})

test('what is shown at a stall and not published yet says when it can be read', async () => {
  await show(<NotHere why="notYet" />, 'shelf', 'fair')
  expect(screen.getByText('It can be read here once its authors publish it.')).toBeInTheDocument()
})
