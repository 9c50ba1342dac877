import { screen } from '@testing-library/react'
import { Refused } from '../api/problems'
import { show } from '../test/show'
import { Loaded } from './Loaded'

type Query = Parameters<typeof Loaded<string>>[0]['query']
const query = (has: Partial<Query>): Query => ({
  data: undefined,
  error: null,
  fetchStatus: 'idle',
  refetch: () => new Promise(() => undefined),
  ...has,
})

test('while it loads, that is said once', async () => {
  await show(<Loaded query={query({ fetchStatus: 'fetching' })}>{text => text}</Loaded>)

  expect(screen.getByText('Loading')).toBeInTheDocument()
})

test('without a connection nothing is lost, only late', async () => {
  await show(<Loaded query={query({ fetchStatus: 'paused' })}>{text => text}</Loaded>)

  expect(screen.getByText('You are offline')).toBeVisible()
})

test('a refusal has the school’s words and no false hope of a retry', async () => {
  const error = new Refused(404, {
    type: '/problems/not-found',
    title: 'There is no such thing here',
    status: 404,
    detail: '',
  })
  await show(<Loaded query={query({ error })}>{text => text}</Loaded>)

  expect(screen.getByText('There is no such thing here')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('a fault of ours can be tried again', async () => {
  const error = new Refused(500, { type: 'about:blank', title: '', status: 500, detail: '' })
  await show(<Loaded query={query({ error })}>{text => text}</Loaded>)

  expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('what was loaded stays, with a word that it is old', async () => {
  await show(<Loaded query={query({ data: 'My week', fetchStatus: 'paused' })}>{text => text}</Loaded>)

  expect(screen.getByText('My week')).toBeVisible()
  expect(screen.getByText(/what was last loaded/)).toBeVisible()
})
