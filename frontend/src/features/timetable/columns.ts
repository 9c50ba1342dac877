/** Which heading of a file is which column. Pure. */
import type { Schema } from '../../api/client'
import { Refused } from '../../api/problems'

export const COLUMNS = [
  'teacher',
  'day',
  'period',
  'class',
  'subject',
  'room',
  'week',
  'start',
  'end',
] as const
export type Column = (typeof COLUMNS)[number]
export const NEEDED: readonly Column[] = ['teacher', 'day', 'period', 'class']

/** A heading for each column; nothing where the file has none. */
export type Chosen = Partial<Record<Column, string>>
export type ColumnFault = 'needed' | 'twice'

const EXAMPLES = 3

/** What is known already, or was chosen the last time. */
export function chosenIn(table: Schema<'TableSeen'>): Chosen {
  const known = COLUMNS.flatMap(column => {
    const found = table.columns.find(one => one.column === column)
    return found ? [[column, found.heading] as const] : []
  })
  return Object.fromEntries(known)
}

/** What is still to choose, or cannot be. */
export function faultsOf(chosen: Chosen): Partial<Record<Column, ColumnFault>> {
  const faults: Partial<Record<Column, ColumnFault>> = {}
  for (const column of COLUMNS) {
    const heading = chosen[column]
    if (!heading) {
      if (NEEDED.includes(column)) faults[column] = 'needed'
    } else if (COLUMNS.some(other => other !== column && chosen[other] === heading)) faults[column] = 'twice'
  }
  return faults
}

/** The first different things that stand below a heading. */
export function examplesOf(table: Schema<'TableSeen'>, heading: string | undefined): string[] {
  const place = heading === undefined ? -1 : table.headings.indexOf(heading)
  if (place < 0) return []
  return [...new Set(table.rows.map(row => row[place] ?? '').filter(Boolean))].slice(0, EXAMPLES)
}

/** As the field `columns` is sent. */
export function columnsField(chosen: Chosen): string {
  const pairs = COLUMNS.flatMap(column => (chosen[column] ? [[chosen[column], column]] : []))
  return JSON.stringify(Object.fromEntries(pairs))
}

/** The table of a refusal whose columns can be chosen. */
export function tableAsked(error: unknown): Schema<'TableSeen'> | null {
  const table = error instanceof Refused ? error.problem.table : undefined
  return table && typeof table === 'object' && 'headings' in table ? (table as Schema<'TableSeen'>) : null
}
