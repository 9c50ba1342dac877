import { vi } from 'vitest'

export type Served = { status?: number; body?: unknown }
export type Asked = { method: string; path: string; body: unknown; headers: Headers }

/** Answers requests by "METHOD /path"; returns everything that was asked, in order. */
export function serve(answers: Record<string, Served | ((asked: Asked) => Served)>): Asked[] {
  const seen: Asked[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const text = await request.text()
    const asked: Asked = {
      method: request.method,
      path: url.pathname + url.search,
      body: request.headers.get('Content-Type')?.startsWith('multipart/')
        ? text
        : text
          ? JSON.parse(text)
          : undefined,
      headers: request.headers,
    }
    seen.push(asked)
    const found = answers[`${asked.method} ${asked.path}`] ?? answers[`${asked.method} ${url.pathname}`]
    if (!found) throw new Error(`Nothing is served at ${asked.method} ${asked.path}`)
    const { status = 200, body } = typeof found === 'function' ? found(asked) : found
    const isProblem = status >= 400
    return new Response(status === 204 ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': isProblem ? 'application/problem+json' : 'application/json' },
    })
  })
  return seen
}
