import { CorrectButton } from './CorrectButton'
import { CorrectEntry } from './CorrectEntry'
import classes from './Ledger.module.css'
import type { LedgerProps } from './LedgerEntries'
import { useEntryWords } from './useEntryWords'

/** The entries where there is no room for a table. */
export function LedgerList({ entries, isClosed, open, onOpen }: LedgerProps) {
  const tell = useEntryWords()
  return (
    <ul className={classes.entries}>
      {entries.map(entry => {
        const words = tell(entry)
        const isOpen = open === entry.id
        const isMendable = entry.may_correct && !isClosed
        return (
          <li key={entry.id}>
            <span className="strong">
              {words.what}, {words.pot}
            </span>
            <span className="numbers" style={{ textAlign: 'right' }}>
              {words.minutes}
              {words.now && <span className={classes.now}>{words.now}</span>}
            </span>
            <span className={`small quiet ${classes.more}`}>
              {[
                [words.day, words.written].filter(Boolean).join(', '),
                words.source,
                entry.reason,
                entry.by_name,
              ]
                .filter(Boolean)
                .join('. ')}
            </span>
            {isMendable && (
              <div className={classes.more}>
                <CorrectButton
                  entry={entry}
                  isOpen={isOpen}
                  onToggle={() => onOpen(isOpen ? null : entry.id)}
                />
                {isOpen && <CorrectEntry entry={entry} onClose={() => onOpen(null)} />}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
