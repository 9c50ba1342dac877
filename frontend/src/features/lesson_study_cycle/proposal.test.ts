import {
  begunStage,
  flatten,
  mergeProposals,
  minutesOf,
  moved,
  openedFor,
  placeOf,
  sameProposal,
  unflatten,
  withText,
} from './proposal'
import type { Proposal } from './shapes'

const stage = (key: string, change = {}) => ({ ...begunStage(key), title: key, ...change })
const proposal = (change: Partial<Proposal> = {}): Proposal => ({
  learning_objective: 'Give two reasons',
  rationale: '',
  resources: '',
  new_here: '',
  pupils: [{ label: 'A', success_criterion: 'Says because' }],
  stages: [stage('talk', { predictions: { A: 'Waits' } }), stage('write')],
  ...change,
})

test('taking apart and putting together again changes nothing', () => {
  expect(unflatten(flatten(proposal()))).toEqual(proposal())
})

test('two people who write in different places lose nothing', () => {
  const base = proposal()
  const mine = proposal({ rationale: 'Mine' })
  const theirs = withText(base, 'stages/write/predictions/A', 'Theirs')

  const merge = mergeProposals(base, mine, theirs)

  expect(merge.clashes).toEqual([])
  expect(merge.proposal.rationale).toBe('Mine')
  expect(merge.proposal.stages[1]?.predictions.A).toBe('Theirs')
})

test('two people who write in the same place are both shown', () => {
  const base = proposal()
  const path = 'stages/talk/predictions/A'

  const merge = mergeProposals(base, withText(base, path, 'Mine'), withText(base, path, 'Theirs'))

  expect(merge.clashes).toEqual([{ path, before: 'Waits', mine: 'Mine', theirs: 'Theirs' }])
})

test('stages that each side added are all kept', () => {
  const base = proposal()
  const mine = proposal({ stages: [...base.stages, stage('mine')] })
  const theirs = proposal({ stages: [...base.stages, stage('theirs')] })

  const merge = mergeProposals(base, mine, theirs)

  expect(merge.clashes).toEqual([])
  expect(merge.proposal.stages.map(one => one.key)).toEqual(['talk', 'write', 'theirs', 'mine'])
})

test('two different orders have to be chosen between', () => {
  const base = proposal({ stages: ['a', 'b', 'c'].map(key => stage(key)) })
  const mine = proposal({ stages: ['b', 'a', 'c'].map(key => stage(key)) })
  const theirs = proposal({ stages: ['a', 'c', 'b'].map(key => stage(key)) })

  expect(mergeProposals(base, mine, theirs).clashes.map(clash => clash.path)).toEqual(['stages'])
})

test('a stage that one side took away while the other wrote in it is asked about', () => {
  const base = proposal()
  const mine = proposal({ stages: base.stages.slice(0, 1) })
  const theirs = withText(base, 'stages/write/teaching', 'Hands out paper')

  const merge = mergeProposals(base, mine, theirs)

  expect(merge.clashes.map(clash => clash.path)).toEqual(['stages/write/teaching'])
})

test('every case pupil of the cycle has a line for what success is', () => {
  const opened = openedFor(['A', 'B'], proposal())

  expect(opened.pupils).toEqual([
    { label: 'A', success_criterion: 'Says because' },
    { label: 'B', success_criterion: '' },
  ])
  expect(sameProposal(opened, proposal())).toBe(true)
})

test('stages move within the lesson and not out of it', () => {
  const { stages } = proposal()

  expect(moved(stages, 'write', -1).map(one => one.key)).toEqual(['write', 'talk'])
  expect(moved(stages, 'write', 1)).toBe(stages)
  expect(minutesOf(proposal())).toBe(20)
})

test.each([
  ['rationale', { kind: 'whole', field: 'rationale' }],
  ['pupils/A/success_criterion', { kind: 'criterion', label: 'A' }],
  ['stages', { kind: 'order' }],
  ['stages/talk/title', { kind: 'stage', key: 'talk', field: 'title' }],
  ['stages/talk/predictions/B', { kind: 'prediction', key: 'talk', label: 'B' }],
])('%s is a place with a name', (path, place) => {
  expect(placeOf(path)).toEqual(place)
})
