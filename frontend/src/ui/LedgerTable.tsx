import { VisuallyHidden } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { CorrectButton } from './CorrectButton'
import { CorrectEntry } from './CorrectEntry'
import classes from './Ledger.module.css'
import type { LedgerProps } from './LedgerEntries'
import { useEntryWords } from './useEntryWords'

export function LedgerTable({ entries, isClosed, open, onOpen }: LedgerProps) {
  const { t } = useTranslation('ledger')
  const tell = useEntryWords()
  const isMendable = !isClosed && entries.some(entry => entry.may_correct)
  const columns = isMendable ? 7 : 6
  return (
    <table className={`facts-table ${classes.table}`} aria-label={t('entries.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('entries.on')}</th>
          <th scope="col">{t('entries.what')}</th>
          <th scope="col">{t('entries.pot')}</th>
          <th scope="col" className="figure">
            {t('entries.minutes')}
          </th>
          <th scope="col">{t('entries.why')}</th>
          <th scope="col">{t('entries.by')}</th>
          {isMendable && (
            <th scope="col" className="no-print">
              <VisuallyHidden>{t('entries.change')}</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => {
          const words = tell(entry)
          const isOpen = open === entry.id
          return (
            <Fragment key={entry.id}>
              <tr data-open={isOpen || undefined}>
                <td className={classes.day}>{words.day}</td>
                <th scope="row">{words.what}</th>
                <td>
                  {words.pot}
                  {words.source && <div className="smaller quiet">{words.source}</div>}
                </td>
                <td className="figure">
                  {words.minutes}
                  {words.now && <span className={classes.now}>{words.now}</span>}
                </td>
                <td>
                  {entry.reason}
                  {words.written && <div className="smaller quiet">{words.written}</div>}
                </td>
                <td className="quiet">{entry.by_name}</td>
                {isMendable && (
                  <td className="no-print">
                    {entry.may_correct && (
                      <CorrectButton
                        entry={entry}
                        isOpen={isOpen}
                        onToggle={() => onOpen(isOpen ? null : entry.id)}
                      />
                    )}
                  </td>
                )}
              </tr>
              {isOpen && isMendable && (
                <tr>
                  <td colSpan={columns}>
                    <CorrectEntry entry={entry} onClose={() => onOpen(null)} />
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}
