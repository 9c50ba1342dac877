import type { Me } from '../api/me'

/** A CPD lead of Larkmere; change what a test is about. */
export const person = (change: Partial<Me> = {}): Me => ({
  account_id: 'account',
  staff_id: 'neil',
  name: 'Neil Hargrave',
  email: 'n.hargrave@larkmere.example',
  roles: ['cpd_lead'],
  school: { id: 'larkmere', name: 'Larkmere School' },
  schools: [{ id: 'larkmere', name: 'Larkmere School' }],
  trust_name: null,
  is_demo: false,
  needs_factor: false,
  ...change,
})
