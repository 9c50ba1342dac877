import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import classes from './MyTime.module.css'

const columns = ['allocated', 'committed', 'spent', 'available'] as const

/** The figures behind the bars; adds up in both directions. */
export function PotTable({ time }: { time: Schema<'TimeOut'> }) {
  const { t } = useTranslation('time')
  const { t: common } = useTranslation()
  const sum = (column: (typeof columns)[number]) =>
    time.pots.reduce((total, pot) => total + pot[`${column}_minutes`], 0)
  return (
    <table className={`facts-table ${classes.pots}`}>
      <thead>
        <tr>
          <th scope="col">{t('table.pot')}</th>
          {columns.map(column => (
            <th key={column} scope="col" className="figure">
              {t(`table.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {time.pots.map(pot => (
          <tr key={pot.category}>
            <th scope="row">{common(`pot.${pot.category}`)}</th>
            {columns.map(column => (
              <td key={column} className="figure">
                {inMinutes(pot[`${column}_minutes`])}
              </td>
            ))}
          </tr>
        ))}
        <tr className="strong">
          <th scope="row">{t('table.total')}</th>
          {columns.map(column => (
            <td key={column} className="figure">
              {inMinutes(sum(column))}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
