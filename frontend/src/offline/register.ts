/** Starts the service worker in the built app, for people who are signed in: who only reads the fair is spared it. */
let isStarted = false

export async function keepShell(): Promise<void> {
  if (isStarted || !import.meta.env.PROD || !('serviceWorker' in navigator)) return
  isStarted = true
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', {
      scope: '/',
      updateViaCache: 'none',
    })
    const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
    const takeOverFor = entry && new URL(entry.src).pathname
    const ask = (worker: ServiceWorker | null) => worker?.postMessage({ takeOverFor })
    ask(registration.waiting)
    const watch = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => worker.state === 'installed' && ask(worker))
    watch(registration.installing)
    registration.addEventListener('updatefound', () => watch(registration.installing))
  } catch {
    // A browser that will not: everything works as long as there is signal.
  }
}
