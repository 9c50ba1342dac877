/** Tells the service worker what it keeps: the page, and every built file that observing needs. */
import type { Plugin } from 'vite'

/** What must open without signal, beside what the page itself loads. */
const NEEDED = [
  /\/features\/evidence\/(Observe|KeptRounds)\.tsx$/,
  /\/i18n\/(en|cy)\/(common|evidence)\.ts$/,
  /\/api\/field\//,
]

type Chunk = {
  type: 'chunk'
  fileName: string
  facadeModuleId: string | null
  isEntry: boolean
  name: string
  code: string
  imports: string[]
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> }
}

export const serviceWorker = (): Plugin => ({
  name: 'kenkyu-service-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const chunks = new Map(
      Object.values(bundle)
        .filter(file => file.type === 'chunk')
        .map(file => [file.fileName, file as unknown as Chunk]),
    )
    const worker = chunks.get('sw.js')
    const html = bundle['index.html']
    if (!worker || html?.type !== 'asset') throw new Error('The build has no sw.js or no index.html')
    const files = new Set<string>()
    const take = (name: string) => {
      const chunk = chunks.get(name)
      if (!chunk || files.has(name)) return
      files.add(name)
      for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
      for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset)
      for (const next of chunk.imports) take(next)
    }
    for (const chunk of chunks.values()) {
      const id = chunk.facadeModuleId ?? ''
      if (chunk !== worker && (chunk.isEntry || NEEDED.some(pattern => pattern.test(id))))
        take(chunk.fileName)
    }
    const shell = ['/', '/favicon.svg', ...[...files].sort().map(name => `/${name}`)]
    const build = hashOf(String(html.source) + shell.join())
    worker.code = `self.SHELL=${JSON.stringify(shell)};self.BUILD=${JSON.stringify(build)};\n${worker.code}`
  },
})

/** FNV-1a: only to tell one build from another. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
