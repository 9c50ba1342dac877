/** The one way to the server: typed requests, the CSRF header, refusals as `Refused`, and keys for repeats. */
import createClient, { type Middleware } from 'openapi-fetch'
import { asProblem, Refused } from './problems'
import type { components, paths } from './schema'

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

const browserHeader: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Kenkyu', '1')
    return request
  },
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  // Looked up at each call: tests and the browser's own wrappers may replace it later.
  fetch: request => globalThis.fetch(request),
})
api.use(browserHeader)

type Answer<T> = { data?: T; error?: unknown; response: Response }

/**
 * The body of an answer.
 *
 * Throws `Refused` when the server said no, and lets a failed connection rise as the browser throws it.
 */
export async function answer<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (response.ok) return data as T
  throw new Refused(response.status, asProblem(error, response))
}

/** The same with the entity tag, for things that can be edited. */
export async function answerWithTag<T>(asked: Promise<Answer<T>>): Promise<{ data: T; tag: string }> {
  const { data, error, response } = await asked
  if (response.ok) return { data: data as T, tag: response.headers.get('ETag') ?? '' }
  throw new Refused(response.status, asProblem(error, response))
}

/** `If-Match` for the version that was read. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })
