import type { words as en } from '../en/workingTime'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  year: 'Blwyddyn ysgol',
  restMinutes: 'Munudau',
  calendar: { day: 'Diwrnod', minutes: 'Munudau', everyone: 'Pawb' },
}
