import { fitted } from './shrink'

test('the longer side becomes 1600 pixels, smaller pictures stay as they are', () => {
  expect(fitted(4000, 3000)).toEqual([1600, 1200])
  expect(fitted(3000, 4000)).toEqual([1200, 1600])
  expect(fitted(800, 600)).toEqual([800, 600])
  expect(fitted(40_000, 10)).toEqual([1600, 1])
})
