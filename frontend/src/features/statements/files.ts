/** Where the server writes a file of what a screen shows. */
import type { paths } from '../../api/schema'

type FileKind = 'csv' | 'pdf' | 'xlsx'
/** The documents that exist in at least one of the kinds; a path that is no more fails the build. */
type Document = keyof paths extends infer Path
  ? Path extends `/api/${infer Name}.${FileKind}`
    ? Name
    : never
  : never

export type Download = { kind: FileKind; href: string }

/** One link for each kind, of the year that is on the screen. */
export const filesOf = (
  document: Document,
  kinds: readonly FileKind[],
  { year, staff = '' }: { year: string; staff?: string },
): Download[] =>
  kinds.map(kind => ({
    kind,
    href: `/api/${document.replace('{staff_id}', encodeURIComponent(staff))}.${kind}?year_id=${encodeURIComponent(year)}`,
  }))
