import type { words as en } from '../en/round'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Rownd',
  edit: {
    start: 'Yn dechrau am',
    minutes: 'Munudau',
    place: 'Ble',
    save: 'Cadw’r newidiadau',
  },
}
