/** Sending files. XMLHttpRequest, because `fetch` cannot say how much has been sent. */
import { asProblem, Refused } from './problems'

type Upload = {
  path: string
  files: readonly File[]
  /** What is said of the files, beside them. */
  fields?: Readonly<Record<string, string>>
  key: string
  /** 0 to 1 while sending; 1 means that the server is reading. */
  onSent: (share: number) => void
  signal: AbortSignal
}

export function upload<T>({ path, files, fields = {}, key, onSent, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    for (const file of files) form.append('files', file, file.name)
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    request.open('POST', path)
    request.setRequestHeader('X-Kenkyu', '1')
    request.setRequestHeader('Idempotency-Key', key)
    request.upload.onprogress = event => event.lengthComputable && onSent(event.loaded / event.total)
    request.upload.onload = () => onSent(1)
    request.onload = () => {
      const body = bodyOf(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(body as T)
      else
        reject(new Refused(request.status, asProblem(body, new Response(null, { status: request.status }))))
    }
    // The same as `fetch` throws, so that it is told as a lost connection.
    request.onerror = () => reject(new TypeError('The connection was lost'))
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
