import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { show } from '../test/show'
import { SearchBox } from './SearchBox'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  window.history.replaceState({}, '', '/school/people')
})
afterEach(() => vi.useRealTimers())

function type(words: string) {
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find' }), { target: { value: words } })
}

test('it searches once when the typing pauses', async () => {
  const onSearch = vi.fn()
  await show(<SearchBox label="Find" words="" onSearch={onSearch} />)

  type('Oka')
  type('Okafor')
  act(() => void vi.advanceTimersByTime(1_000))

  expect(onSearch.mock.calls).toEqual([['Okafor']])
})

test('whoever follows a link at once is not called back to search', async () => {
  const onSearch = vi.fn()
  await show(<SearchBox label="Find" words="" onSearch={onSearch} />)

  type('Okafor')
  window.history.pushState({}, '', '/staff/1/timetable')
  act(() => void vi.advanceTimersByTime(1_000))

  expect(onSearch).not.toHaveBeenCalled()
})
