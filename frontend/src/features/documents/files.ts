/** Where the server writes the files of a cycle; a path that is no more fails the build. Pure. */
import type { paths } from '../../api/schema'

type FileKind = 'pdf' | 'docx' | 'json'
export type CycleFile = { kind: FileKind; href: string }

const CYCLE: Record<FileKind, keyof paths> = {
  pdf: '/api/cycles/{cycle_id}/document.pdf',
  docx: '/api/cycles/{cycle_id}/document.docx',
  json: '/api/cycles/{cycle_id}/export.json',
}
const SHEET = '/api/rounds/{round_id}/observation-sheet.pdf' satisfies keyof paths

export const cycleFiles = (cycle: string, ...kinds: FileKind[]): CycleFile[] =>
  kinds.map(kind => ({ kind, href: CYCLE[kind].replace('{cycle_id}', encodeURIComponent(cycle)) }))

/** A page for each case pupil that I watch, or for all of them. */
export const sheetHref = (round: string, whose: 'mine' | 'all'): string =>
  `${SHEET.replace('{round_id}', encodeURIComponent(round))}?whose=${whose}`
