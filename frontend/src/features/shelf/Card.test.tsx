import { screen } from '@testing-library/react'
import { show } from '../../test/show'
import { Cards } from './Cards'
import { card, hit, picture } from './shelf.fixture'

test('a picture leads the card, with its words; a card without has a cover for the eye only', async () => {
  const { url, alt } = picture()
  await show(
    <Cards
      cards={[
        card({ picture: { url, alt, width: 1600, height: 900 } }),
        card({ id: 'two', title: 'Another' }),
      ]}
    />,
    'shelf',
    'fair',
  )
  expect(screen.getAllByRole('img')).toHaveLength(1)
  expect(screen.getByRole('img', { name: alt })).toHaveAttribute('src', url)
  expect(screen.getByText('Count to five').parentElement).toHaveAttribute('aria-hidden', 'true')
  expect(screen.getByRole('link', { name: 'Another' })).toHaveAttribute('href', '/fair/two')
})

test('what was searched for is marked where it stands, and nothing of it is read as markup', async () => {
  const snippet = [
    { text: 'after the <b>fourth</b> ', is_hit: false },
    { text: 'second', is_hit: true },
  ]
  await show(<Cards cards={[hit({ snippet })]} />, 'shelf', 'fair')
  expect(screen.getByText('second').tagName).toBe('MARK')
  expect(screen.getByText(/<b>fourth<\/b>/)).toBeInTheDocument()
})
