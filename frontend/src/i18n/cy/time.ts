import type { words as en } from '../en/time'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Fy amser',
  entries: { show: 'Dangos', all: 'Pob un' },
  log: { minutes: 'Munudau' },
}
