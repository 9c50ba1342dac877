import type { Schema } from '../../api/client'

type Finding = Schema<'FindingOut'>

export const mayNothing: Finding['may'] = {
  edit: false,
  agree: false,
  submit: false,
  take_back: false,
  accept: false,
  send_back: false,
  publish: false,
  withdraw: false,
  revise: false,
}

/** A complete draft of two authors who agree; change what a test is about. */
export const finding = (change: Partial<Finding> = {}): Finding => ({
  id: 'finding',
  group_id: 'group',
  group_name: 'Talk partners',
  state: 'draft',
  title: 'Count to five',
  pull_quote: '',
  background: 'x',
  aims: 'To begin with.',
  methods: 'x',
  findings: 'x',
  implications: 'x',
  next_time: 'x',
  focus: 'Talk',
  phase: 'all',
  subject: '',
  licence: 'CC-BY-4.0',
  audience: 'everyone',
  round_ids: [],
  mechanisms: [],
  adapts: null,
  edition: 1,
  revises_id: null,
  sent_back: '',
  authors: [
    { staff_id: 'neil', name: 'Neil Hargrave', agreed: true },
    { staff_id: 'ben', name: 'Ben Okafor', agreed: true },
  ],
  files: [],
  what_is_missing: [],
  may: { ...mayNothing, edit: true, agree: true, submit: true },
  submitted_at: null,
  accepted_at: null,
  published_at: null,
  version: 4,
  ...change,
})

export const picture = (change: Partial<Schema<'FileOut'>> = {}): Schema<'FileOut'> => ({
  id: 'bars',
  kind: 'image',
  name: 'Two bars',
  alt: 'Two thirds and three quarters of the same bar.',
  media_type: 'image/webp',
  size: 120_000,
  width: 800,
  height: 600,
  url: '/api/findings/finding/files/bars',
  ...change,
})
