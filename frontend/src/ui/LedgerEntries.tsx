import { useState } from 'react'
import type { Schema } from '../api/client'
import { usePhone } from '../lib/usePhone'
import { LedgerList } from './LedgerList'
import { LedgerTable } from './LedgerTable'

export type LedgerProps = {
  entries: Schema<'EntryOut'>[]
  /** The year has been signed for: nothing can be corrected any more. */
  isClosed: boolean
  /** The entry whose correction stands open. */
  open: string | null
  onOpen: (id: string | null) => void
}

/** Movements of minutes, newest first; what may be corrected, each with the way to do it. */
export function LedgerEntries({ entries, isClosed }: Pick<LedgerProps, 'entries' | 'isClosed'>) {
  const [open, setOpen] = useState<string | null>(null)
  const List = usePhone() ? LedgerList : LedgerTable
  return <List entries={entries} isClosed={isClosed} open={open} onOpen={setOpen} />
}
