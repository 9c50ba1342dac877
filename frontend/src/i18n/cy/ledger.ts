import type { words as en } from '../en/ledger'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  entries: { minutes: 'Munudau' },
  move: { from: 'O', to: 'I', minutes: 'Munudau' },
}
