/** What I noted, from the server and from this phone, as one list. */
import type { NoteOut, ObservingOut } from '../../api/field/shapes'
import type { KeptNote } from '../../api/field/store'

export type Line = {
  id: string
  /** By the school's clock. */
  at: number
  label: string | null
  case_pupil_id: string | null
  stage_key: string
  kind: NoteOut['kind']
  text: string
  where: 'server' | 'phone' | 'refused'
  reason?: string
  mayUndo: boolean
}

/** Newest first. A note that is both here and there is shown once, as the server has it. */
export function linesOf(data: ObservingOut, kept: KeptNote[], clock_off_ms: number): Line[] {
  const here = new Map(kept.map(note => [note.id, note]))
  const there = new Set(data.mine.map(note => note.id))
  const label = (id: string | null) => data.pupils.find(pupil => pupil.id === id)?.label ?? null
  const server = data.mine
    .filter(note => !here.get(note.id)?.undone)
    .map(
      (note): Line => ({
        ...note,
        at: Date.parse(note.noted_at),
        where: 'server',
        mayUndo: note.may_withdraw,
      }),
    )
  const phone = kept
    .filter(note => !note.undone && !there.has(note.id))
    .map(
      (note): Line => ({
        id: note.id,
        at: Date.parse(note.device_at) + clock_off_ms,
        label: label(note.case_pupil_id),
        case_pupil_id: note.case_pupil_id,
        stage_key: note.stage_key,
        kind: note.kind,
        text: note.text,
        where: note.state === 'refused' ? 'refused' : note.state === 'stored' ? 'server' : 'phone',
        mayUndo: true,
        ...(note.reason ? { reason: note.reason } : {}),
      }),
    )
  return [...server, ...phone].sort((a, b) => b.at - a.at)
}

/** Where noting goes on after the page was opened again: with the last note, else with the pupil whom I watch. */
export function placeOf(data: ObservingOut, lines: Line[]): { pupil: string | null; stage: string } {
  const last = lines[0]
  const mine = data.pupils.find(pupil => pupil.is_mine) ?? data.pupils[0]
  return {
    pupil: last ? last.case_pupil_id : (mine?.id ?? null),
    stage: last?.stage_key || (data.stages[0]?.key ?? ''),
  }
}
