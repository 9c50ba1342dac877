import { describe, expect, it } from 'vitest'
import { hasAll, withGroup } from './classGroups'

const year11 = { class_names: ['11A', '11B'] }

describe('year groups', () => {
  it('are chosen when each of their classes is', () => {
    expect(hasAll(['11A', '7C', '11B'], year11)).toBe(true)
    expect(hasAll(['11A'], year11)).toBe(false)
  })

  it('come and go whole, and leave the others alone', () => {
    expect(withGroup(['7C', '11A'], year11, true)).toEqual(['7C', '11A', '11B'])
    expect(withGroup(['7C', '11A', '11B'], year11, false)).toEqual(['7C'])
  })
})
