import { useTranslation } from 'react-i18next'
import columns from '../../ui/columns.module.css'
import classes from './Changes.module.css'
import type { Group } from './changes'
import { useDifferenceWords } from './useDifferenceWords'

/** All differences of one kind: how it was, how it will be. */
export function DifferenceTable({ kind, items }: Group) {
  const { t } = useTranslation('timetable')
  const words = useDifferenceWords()
  return (
    <div>
      <h3 className={classes.kind}>{t(`changes.kind.${kind}`)}</h3>
      <table
        className={`facts-table ${columns.snug} ${classes.table}`}
        aria-label={t(`changes.kind.${kind}`)}
      >
        <thead>
          <tr>
            <th scope="col">{t('changes.what')}</th>
            <th scope="col">{t('changes.was')}</th>
            <th scope="col">{t('changes.now')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, at) => {
            const { what, was, now } = words(item)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: differences have no names, and the list only grows.
              <tr key={at}>
                <th scope="row">{what}</th>
                <td className="quiet">{was}</td>
                <td>{now}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
