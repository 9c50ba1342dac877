import type { words as en } from '../en/fairDay'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  list: { name: 'Ffeiriau dysgu', title: 'Ffeiriau dysgu' },
  span: '{{start}} i {{end}}',
  when: '{{day}}, {{start}} i {{end}}',
  nav: { programme: 'Rhaglen' },
  form: { day: 'Diwrnod', save: 'Cadw', saved: 'Wedi’i gadw.' },
  rooms: { heading: 'Ystafelloedd', name: 'Ystafell' },
  slot: { room: 'Ystafell' },
  programme: { name: 'Rhaglen', print: 'Argraffu', now: 'Nawr' },
  screen: { now: 'Nawr', next: 'Nesaf' },
  next: { today: 'Heddiw' },
}
