import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Columns.module.css'

/** The first rows of the file under its own headings; what does not fit scrolls inside. */
export function ColumnPreview({ table }: { table: Schema<'TableSeen'> }) {
  const { t } = useTranslation('timetable')
  const caption = t('columns.preview', { file: table.file })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.preview} aria-label={caption}>
        <thead>
          <tr>
            {table.headings.map(heading => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no names and never change.
            <tr key={at}>
              {table.headings.map((heading, place) => (
                <td key={heading}>{row[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
