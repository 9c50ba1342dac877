import { describe, expect, it } from 'vitest'
import { bodyOf, chosenOf, type Mine, withWay } from './chosen'

const mine: Mine = {
  ways: [
    { kind: 'cover_asked', by_mail: true, by_push: true },
    { kind: 'log_minutes', by_mail: true, by_push: false },
  ],
  quiet: { starts: '18:00', ends: '07:30', is_quiet_at_weekends: true, lets_urgent_through: false },
  mail_address: 'amina@birch.example',
  does_mail_leave: true,
  version: 1,
}

describe('what I am told', () => {
  it('goes back as it came when nothing is changed', () => {
    expect(bodyOf(chosenOf(mine))).toEqual({ ways: mine.ways, quiet: mine.quiet })
  })

  it('has no quiet hours when they begin and end at the same time, and offers the usual ones', () => {
    const chosen = chosenOf({ ...mine, quiet: { ...mine.quiet, starts: '00:00', ends: '00:00' } })

    expect(chosen).toMatchObject({ isQuiet: false, starts: '19:00', ends: '07:00' })
    expect(bodyOf(chosen).quiet).toMatchObject({ starts: '00:00', ends: '00:00' })
    expect(bodyOf({ ...chosen, isQuiet: true }).quiet).toMatchObject({ starts: '19:00', ends: '07:00' })
  })

  it('changes one way of one kind only', () => {
    expect(withWay(mine.ways, 'cover_asked', { by_mail: false })).toEqual([
      { kind: 'cover_asked', by_mail: false, by_push: true },
      mine.ways[1],
    ])
  })
})
