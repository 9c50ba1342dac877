/** A year that is over, for tests: all logged, nobody has signed. */
import type { Schema } from '../../api/client'

export const signature = (
  capacity: Schema<'Capacity'>,
  change: Partial<Schema<'SignatureOut'>> = {},
): Schema<'SignatureOut'> => ({
  capacity,
  name: capacity === 'head' ? 'Grace Eversley' : 'Robin Vale',
  signed_at: '2027-07-21T14:00:00Z',
  still_counts: true,
  ...change,
})

export const closing = (change: Partial<Schema<'ClosingOut'>> = {}): Schema<'ClosingOut'> => ({
  year_id: 'year',
  year_name: '2026/27',
  ends_on: '2027-07-21',
  is_over: true,
  closed_at: null,
  allocated_minutes: 600,
  spent_minutes: 450,
  to_log_minutes: 0,
  rolled_over_minutes: 90,
  lapsed_minutes: 60,
  granted_minutes: 600,
  came_over_minutes: 0,
  next_year_name: '2027/28',
  signatures: [],
  teachers: [
    { staff_id: 'amina', staff_name: 'Amina Noor', rolled_over_minutes: 60, lapsed_minutes: 60 },
    { staff_id: 'ben', staff_name: 'Ben Okafor', rolled_over_minutes: 30, lapsed_minutes: 0 },
  ],
  ...change,
})
