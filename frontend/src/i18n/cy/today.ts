import type { words as en } from '../en/today'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Heddiw',
  weekOf: '{{from}} i {{to}}',
  next: { heading: 'Nesaf', now: 'Nawr', plan: 'Cynllunio rownd' },
  asked: { accept: 'Derbyn', decline: 'Gwrthod' },
  week: { heading: 'Fy wythnos', plan: 'Cynllunio rownd' },
}
