import type { words as en } from '../en/statements'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  year: 'Blwyddyn ysgol',
  mine: { back: 'Fy amser' },
  sheet: { school: 'Ysgol' },
  toLog: { day: 'Diwrnod', minutes: 'Munudau' },
  school: { groups: { group: 'Grŵp' }, cover: { what: 'Cyflenwi', minutes: 'Munudau' } },
  reminders: { plan: 'Cynllunio rownd', toTime: 'Fy amser' },
}
