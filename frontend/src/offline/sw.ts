/**
 * The service worker: lets the app open where there is no signal. It keeps the built shell (the page and its
 * hashed files) and nothing else: what the API answers is never kept here. Built as `/sw.js`; the build puts
 * `SHELL` and `BUILD` before it (`plugin.ts`), so that each deployment is a new worker with a cache of its own.
 */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  SHELL: string[]
  BUILD: string
  location: Location
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listen: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetched) => void): void
  addEventListener(type: 'message', listen: (event: MessageEvent) => void): void
}

const worker = globalThis as unknown as Worker
const PREFIX = 'kenkyu-shell-'
const CACHE = PREFIX + worker.BUILD
/** A room with a bar of signal and no throughput counts as one without. */
const PATIENCE_MS = 4_000

worker.addEventListener('install', event => {
  event.waitUntil(
    caches.open(CACHE).then(cache =>
      // The page itself past the browser's own cache; hashed files may come from it.
      cache.addAll(
        worker.SHELL.map(path => new Request(path, { cache: path === '/' ? 'reload' : 'default' })),
      ),
    ),
  )
})

worker.addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(names =>
        Promise.all(
          names.filter(name => name.startsWith(PREFIX) && name !== CACHE).map(name => caches.delete(name)),
        ),
      )
      .then(() => worker.clients.claim()),
  )
})

/** A page of this very build asks for it: then no older page is left that would miss the older files. */
worker.addEventListener('message', event => {
  const { takeOverFor } = (event.data ?? {}) as { takeOverFor?: string }
  if (takeOverFor && worker.SHELL.includes(takeOverFor)) void worker.skipWaiting()
})

worker.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (/^\/(api|feeds)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') {
    if (!/\.\w+$/.test(url.pathname)) event.respondWith(page(request))
  } else if (url.pathname.startsWith('/assets/') || worker.SHELL.includes(url.pathname)) {
    event.respondWith(asset(request))
  }
})

/** From the network; the kept page where that fails, takes too long, or has nothing but a fault to say. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/', { cacheName: CACHE })
  if (!kept) return fetch(request)
  const late = new Promise<Response>(resolve => setTimeout(() => resolve(kept), PATIENCE_MS))
  const fresh = fetch(request).then(
    answer => (answer.status >= 500 ? kept : answer),
    () => kept,
  )
  return Promise.race([fresh, late])
}

/** Hashed files never change, so the kept one is the right one. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const copy = answer.clone()
    void caches.open(CACHE).then(cache => cache.put(request, copy))
  }
  return answer
}

export {}
