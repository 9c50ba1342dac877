import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { startWords } from '../i18n'

// A page's first drawing takes more than the second that is usual, where other work goes on beside it.
configure({ asyncUtilTimeout: 5_000 })

// jsdom has neither of these; Mantine asks for both.
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (media: string) => ({
    matches: false,
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }),
})
// Text areas that grow wait for the fonts.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Element.prototype.scrollIntoView = () => undefined
window.scrollTo = () => undefined

beforeAll(async () => {
  await startWords('en')
})
beforeEach(() => {
  vi.stubGlobal('fetch', () =>
    Promise.reject(new Error('This test has no server: use serve() of test/server.ts')),
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
})
