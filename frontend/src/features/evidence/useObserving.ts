import { useState } from 'react'
import { keepNote, type NewNote, undoNote, withdrawLater } from '../../api/field/notes'
import type { Observing } from '../../api/field/observing'
import { sendNow } from '../../api/field/runner'
import type { KeptNote } from '../../api/field/store'
import { type Line, linesOf, placeOf } from './lines'

/** Where noting stands (pupil, stage), what has been noted, and the two acts: keep a note, take one back. */
export function useObserving(owner: string, observing: Observing, kept: KeptNote[]) {
  const { data, round_id, clock_off_ms } = observing
  const lines = linesOf(data, kept, clock_off_ms)
  const [place, setPlace] = useState(() => placeOf(data, lines))
  const [cannotKeep, setCannotKeep] = useState(false)
  const [lastId, setLastId] = useState('')
  const pupil = data.pupils.find(one => one.id === place.pupil) ?? null

  /** Whether the note is on the phone's disk now. */
  const keep = async (note: Pick<NewNote, 'kind' | 'text' | 'photo'>): Promise<boolean> => {
    try {
      const made = { ...note, case_pupil_id: pupil?.id ?? null, stage_key: place.stage }
      setLastId((await keepNote(owner, round_id, made)).id)
      setCannotKeep(false)
    } catch {
      setCannotKeep(true)
      return false
    }
    void sendNow(owner)
    return true
  }
  const undo = async (line: Line) => {
    if (kept.some(note => note.id === line.id)) await undoNote(line.id)
    else await withdrawLater(owner, round_id, line.id)
    void sendNow(owner)
  }
  return {
    data,
    lines,
    /** What was noted last since the screen was opened: its Undo stands where the thumb is. */
    last: lines.find(line => line.id === lastId),
    pupil,
    stage: place.stage,
    choosePupil: (id: string | null) => setPlace(before => ({ ...before, pupil: id })),
    chooseStage: (stage: string) => setPlace(before => ({ ...before, stage })),
    keep,
    undo,
    cannotKeep,
  }
}

export type Noting = ReturnType<typeof useObserving>
