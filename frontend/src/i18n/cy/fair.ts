import type { words as en } from '../en/fair'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Ffair ddysgu',
  search: 'Chwilio',
  filters: 'Hidlo',
  focus: 'Ffocws',
  subject: 'Pwnc',
  finding: { background: 'Cefndir', aims: 'Nodau', edit: 'Golygu', copy: 'Copïo', licence: 'Trwydded' },
  editor: { title: 'Teitl', save: 'Cadw', saved: 'Wedi’i gadw.', focus: 'Ffocws', subject: 'Pwnc' },
}
