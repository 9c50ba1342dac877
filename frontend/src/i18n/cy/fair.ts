import type { words as en } from '../en/fair'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  finding: { background: 'Cefndir', aims: 'Nodau' },
  editor: { title: 'Teitl', save: 'Cadw', saved: 'Wedi’i gadw.', focus: 'Ffocws', subject: 'Pwnc' },
}
