import type { words as en } from '../en/shelf'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Ffair ddysgu',
  search: 'Chwilio',
  filters: 'Hidlo',
  kind: { focus: 'Ffocws', subject: 'Pwnc', school: 'Ysgol', group: 'Grŵp' },
  finding: { edit: 'Golygu', copy: 'Copïo', licence: 'Trwydded' },
}
