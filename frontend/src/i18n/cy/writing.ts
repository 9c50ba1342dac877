import type { words as en } from '../en/writing'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  format: { bold: 'Trwm', italic: 'Italig', list: 'Rhestr', link: 'Dolen', table: 'Tabl' },
  files: { heading: 'Lluniau a ffeiliau', remove: 'Dileu' },
  state: { draft: 'Drafft', published: 'Cyhoeddwyd' },
}
