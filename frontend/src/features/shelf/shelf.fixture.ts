/** A finding, its card and its file, for tests. */
import type { Finding, FindingCard, FindingFile, Found, Hit } from './shapes'

export const card = (change: Partial<FindingCard> = {}): FindingCard => ({
  id: 'one',
  title: 'Five seconds of silence',
  pull_quote: 'Count to five',
  summary: 'Hands came up after the fourth second.',
  focus: 'Questioning',
  phase: 'ks3',
  subject: 'History',
  mechanisms: [8],
  audience: 'everyone',
  licence: 'CC-BY-4.0',
  group_id: 'group',
  group_name: 'Wait time',
  school_id: 'school',
  school_name: 'Larkmere School',
  author_names: ['Amira Nasser', 'Tom Penhale'],
  published_at: '2027-05-28T10:00:00Z',
  edited_at: '2027-05-28T10:00:00Z',
  picture: null,
  will_try: 2,
  tried: 1,
  ...change,
})

export const hit = (change: Partial<Hit> = {}): Hit => ({ ...card(), snippet: [], ...change })

export const picture = (change: Partial<FindingFile> = {}): FindingFile => ({
  id: 'bars',
  kind: 'image',
  name: 'bars.webp',
  alt: 'Two bars, drawn by a pupil.',
  media_type: 'image/webp',
  size: 88_000,
  width: 880,
  height: 550,
  url: '/api/fair/findings/one/files/bars',
  ...change,
})

export const sheet = (change: Partial<FindingFile> = {}): FindingFile =>
  picture({
    id: 'sheet',
    kind: 'document',
    name: 'Worksheet.pdf',
    alt: '',
    media_type: 'application/pdf',
    size: 240_000,
    width: null,
    height: null,
    url: '/api/fair/findings/one/files/sheet',
    ...change,
  })

export const finding = (change: Partial<Finding> = {}): Finding => ({
  ...card(),
  background: 'b',
  aims: 'a',
  methods: 'm',
  findings: 'f',
  implications: 'i',
  next_time: '',
  background_html: '<p>Few pupils answered.</p>',
  aims_html: '<p>More of them should.</p>',
  methods_html: '<p>We counted.</p>',
  findings_html: '<p>Hands <strong>came up</strong>.</p>',
  implications_html: '<p>Count.</p>',
  next_time_html: '',
  edition: 1,
  editions: [{ number: 1, published_at: '2027-05-28T10:00:00Z' }],
  adapts: null,
  files: [],
  cite: {
    apa: 'Nasser, A., & Penhale, T. (2027). Five seconds.',
    bibtex_url: '/one.bib',
    ris_url: '/one.ris',
  },
  url: 'https://kenkyu.example/fair/one',
  may_react: true,
  mine: false,
  ...change,
})

export const found = (change: Partial<Found> = {}): Found => ({
  items: [hit()],
  next: null,
  found: 1,
  is_cut: false,
  facets: {
    focus: [{ value: 'questioning', label: 'Questioning', count: 1 }],
    subject: [],
    phase: [{ value: 'ks3', label: 'Years 7 to 9', count: 1 }],
    mechanism: [{ value: '8', label: 'Modelling the technique', count: 1 }],
    school: [],
  },
  ...change,
})
