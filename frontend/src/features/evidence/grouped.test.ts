import { grouped } from './grouped'

const pupil = (label: string, predictions = {}) => ({ id: label, label, predictions }) as never
const note = (case_pupil_id: string | null, stage_key: string) => ({ case_pupil_id, stage_key }) as never
const lesson = {
  stages: [
    { key: 'recall', title: 'Recall', minutes: 10 },
    { key: 'write', title: 'Write', minutes: 20 },
  ],
  pupils: [pupil('A', { recall: 'Says the steps.' }), pupil('B')],
}

test('notes stand beside what was expected, by pupil and stage; notes of the class last', () => {
  const all = grouped(lesson, [note('A', 'write'), note('B', 'recall'), note(null, '')])

  expect(all.map(one => [one.pupil?.label ?? null, one.count])).toEqual([
    ['A', 1],
    ['B', 1],
    [null, 1],
  ])
  expect(all[0]?.stages.map(stage => [stage.key, stage.expected, stage.notes.length])).toEqual([
    ['recall', 'Says the steps.', 0],
    ['write', '', 1],
  ])
  expect(all[2]?.stages.map(stage => stage.key)).toEqual([''])
})

test('a note at a stage that the plan no longer has is not lost', () => {
  const [a] = grouped(lesson, [note('A', 'gone')])

  expect(a?.stages.at(-1)).toMatchObject({ key: '', notes: [{ stage_key: 'gone' }] })
})
