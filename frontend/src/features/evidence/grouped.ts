/** Notes by case pupil and stage, next to what was expected. */
import dayjs from 'dayjs'
import type { Schema } from '../../api/client'

type Note = Schema<'NoteOut'>
type Lesson = Pick<Schema<'ObservingOut'>, 'pupils' | 'stages'>
export type StageNotes = { key: string; title: string; expected: string; notes: Note[] }
export type PupilNotes = { pupil: Lesson['pupils'][number] | null; stages: StageNotes[]; count: number }

/** Each case pupil in order, then the class. Stages without note or prediction are left out. */
export function grouped(lesson: Lesson, notes: Note[]): PupilNotes[] {
  const known = new Set(lesson.pupils.map(pupil => pupil.id))
  const whole = notes.filter(note => !note.case_pupil_id || !known.has(note.case_pupil_id))
  const byPupil = lesson.pupils.map(pupil => {
    const own = notes.filter(note => note.case_pupil_id === pupil.id)
    return { pupil, stages: byStage(lesson, own, pupil.predictions), count: own.length }
  })
  return whole.length > 0
    ? [...byPupil, { pupil: null, stages: byStage(lesson, whole, {}), count: whole.length }]
    : byPupil
}

function byStage(lesson: Lesson, notes: Note[], expected: Record<string, string>): StageNotes[] {
  const planned = lesson.stages.map(({ key, title }) => ({
    key,
    title,
    expected: expected[key] ?? '',
    notes: notes.filter(note => note.stage_key === key),
  }))
  const keys = new Set(lesson.stages.map(stage => stage.key))
  const other = notes.filter(note => !keys.has(note.stage_key))
  const found = planned.filter(stage => stage.notes.length > 0 || stage.expected)
  return other.length > 0 ? [...found, { key: '', title: '', expected: '', notes: other }] : found
}

export const authorsOf = (notes: Note[]): string[] => [...new Set(notes.map(note => note.author_name))].sort()

const CHECKED_MAX = 20_000

/** Texts by their time, to be looked through for names; the newest that fit. */
export function textsOf(notes: Note[]): Record<string, string> {
  const texts: Record<string, string> = {}
  let size = 0
  for (const note of [...notes].reverse()) {
    size += note.text.length
    if (size > CHECKED_MAX) break
    const time = dayjs(note.noted_at).format('H:mm')
    texts[time] = [texts[time], note.text].filter(Boolean).join('\n')
  }
  return texts
}
