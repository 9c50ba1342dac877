/** Where cover is downloaded from, in which layouts. Pure. */
import type { Schema } from '../../api/client'

type Layout = Schema<'CoverLayout'>
export type CoverFile = { layout: Layout; href: string }

const LAYOUTS: readonly Layout[] = ['xlsx', 'csv', 'mis-csv', 'untis-gpu014']

export const coverFiles = (state: Schema<'CoverExport'>): CoverFile[] =>
  LAYOUTS.map(layout => ({ layout, href: `/api/cover-slots/export?layout=${layout}&state=${state}` }))
