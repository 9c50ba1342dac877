import type { words as en } from '../en/plan'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  name: 'Cynllunio rownd',
  whose: 'Gwers pwy?',
  group: 'Grŵp',
  you: '{{name}} (chi)',
  who: { member: 'Aelod', observe: 'Arsylwi' },
}
