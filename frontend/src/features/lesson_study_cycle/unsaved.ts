/** Text that was typed and not saved, kept for this tab until it is: a lost connection or a reload costs nothing. */

type Kept<T> = { version: number; base: T; text: T }

const place = (person: string, id: string) => `kenkyu.unsaved.${person}.${id}`

export function keep<T>(person: string, id: string, kept: Kept<T>): void {
  try {
    sessionStorage.setItem(place(person, id), JSON.stringify(kept))
  } catch {
    // A full or forbidden store: the text is still on the screen, and leaving asks first.
  }
}

export function kept<T>(person: string, id: string): Kept<T> | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(place(person, id)) ?? 'null')
    return isKept<T>(found) ? found : null
  } catch {
    return null
  }
}

export function forget(person: string, id: string): void {
  try {
    sessionStorage.removeItem(place(person, id))
  } catch {
    // Then nothing was kept either.
  }
}

const isKept = <T>(found: unknown): found is Kept<T> =>
  typeof found === 'object' && found !== null && 'version' in found && 'base' in found && 'text' in found
