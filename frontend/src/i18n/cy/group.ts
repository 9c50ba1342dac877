import type { words as en } from '../en/group'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Fy ngrŵp',
  many: 'Fy ngrwpiau',
  people: { heading: 'Aelodau' },
  edit: { open: 'Golygu', save: 'Cadw' },
  rounds: { plan: 'Cynllunio rownd' },
}
