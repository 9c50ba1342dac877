import type { words as en } from '../en/communities'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  form: { day: 'Diwrnod', focus: 'Ffocws', save: 'Cadw', saved: 'Wedi’i gadw.' },
  lesson: { title: 'Teitl' },
  community: { title: 'Enw' },
  trust: { school: 'Ysgol' },
}
