/** What is asked before a file goes to a finding. Pure. */
export const FILES_MAX = 20
export const FILE_BYTES_MAX = 10_000_000
/** What the file chooser offers; the server looks at the content, not at the name. */
export const FILE_KINDS = 'image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.pptx,.csv,.txt'

export type Wanted = { name: string; alt: string; isLooked: boolean }
export type Fault = 'altBad' | 'nameBad' | 'confirmBad'

export const isPicture = (type: string): boolean => type.startsWith('image/')

/** What is missing before it may be sent, by field. */
export function faultsOf(wanted: Wanted, kind: 'image' | 'document'): Partial<Record<keyof Wanted, Fault>> {
  return {
    ...(wanted.name.trim() ? {} : { name: 'nameBad' as const }),
    ...(kind === 'document' || wanted.alt.trim() ? {} : { alt: 'altBad' as const }),
    ...(wanted.isLooked ? {} : { isLooked: 'confirmBad' as const }),
  }
}

/** Pictures are made anew in the browser, as WebP or JPEG, and are called so. */
export const renamed = (name: string, type: string): string =>
  `${name.replace(/\.[^.]*$/, '') || 'picture'}.${type === 'image/webp' ? 'webp' : 'jpg'}`

/** The name that was typed, with the ending that says what the file is. */
export function withEnding(name: string, fileName: string): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(fileName)?.[0] ?? ''
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : name + ending
}

/** Megabytes with one decimal; null for what is less than a tenth. */
export const megabytes = (bytes: number): string | null =>
  bytes < 100_000 ? null : (Math.ceil(bytes / 100_000) / 10).toFixed(1)
