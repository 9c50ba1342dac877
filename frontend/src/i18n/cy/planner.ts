import type { words as en } from '../en/planner'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Cynlluniwr',
  view: { compare: 'Cymharu', groups: 'Fesul grŵp', teachers: 'Fesul athro', minutes: 'Munudau' },
  teachers: { choose: 'Athro', observes: 'Arsylwi' },
  groups: { choose: 'Grŵp', all: 'Pob grŵp' },
}
