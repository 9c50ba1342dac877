/**
 * The service worker: lets the app open where there is no signal. It keeps the built shell (the page and its
 * hashed files) and nothing else: what the API answers is never kept here. Built as `/sw.js`; the build puts
 * `SHELL` and `BUILD` before it (`plugin.ts`), so that each deployment is a new worker with a cache of its own.
 */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Pushed = Waiting & { data: { json(): unknown } | null }
type Clicked = Waiting & { notification: Notification & { data?: { path?: unknown } } }
type Page = { url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }
type Worker = {
  registration: ServiceWorkerRegistration
  SHELL: string[]
  BUILD: string
  location: Location
  clients: {
    claim(): Promise<void>
    matchAll(wish: { type: 'window' }): Promise<Page[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listen: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetched) => void): void
  addEventListener(type: 'message', listen: (event: MessageEvent) => void): void
  addEventListener(type: 'push', listen: (event: Pushed) => void): void
  addEventListener(type: 'notificationclick', listen: (event: Clicked) => void): void
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

/** Shows what was pushed. Its words are the server's own and say what kind of news it is, never the news. */
worker.addEventListener('push', event => {
  event.waitUntil(show(event))
})

async function show(event: Pushed): Promise<void> {
  const said = readable(event)
  // A browser asks for something to be shown each time; without words it would say something of its own.
  await worker.registration.showNotification(said.title, {
    icon: '/favicon.svg',
    tag: `${said.kind} ${said.path}`,
    data: { path: said.path },
  })
}

function readable(event: Pushed): { kind: string; title: string; path: string } {
  try {
    const { kind, title, path } = (event.data?.json() ?? {}) as Record<string, unknown>
    return { kind: String(kind ?? ''), title: typeof title === 'string' ? title : 'Kenkyu', path: ours(path) }
  } catch {
    return { kind: '', title: 'Kenkyu', path: '/' }
  }
}

/** A page of this app, whatever was asked for. */
function ours(path: unknown): string {
  if (typeof path !== 'string') return '/'
  const url = new URL(path, worker.location.origin)
  return url.origin === worker.location.origin && path.startsWith('/') ? url.pathname : '/'
}

/** Opens the page of the news: in a window of ours if there is one. */
worker.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(ours(event.notification.data?.path)))
})

async function open(path: string): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' })
  if (!page) {
    await worker.clients.openWindow(path)
    return
  }
  await page.focus()
  // Only a page that this worker serves can be led elsewhere.
  await page.navigate(path).catch(() => worker.clients.openWindow(path))
}

export {}
