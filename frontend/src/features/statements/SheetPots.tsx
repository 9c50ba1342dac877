import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

const MOVED = ['given', 'in', 'out'] as const
const AFTER = ['allocated', 'booked', 'spent', 'left'] as const
const FIELD = {
  given: 'given_minutes',
  in: 'transferred_in_minutes',
  out: 'transferred_out_minutes',
  allocated: 'allocated_minutes',
  booked: 'committed_minutes',
  spent: 'spent_minutes',
  left: 'unplaced_minutes',
} as const
/** What a phone shows in columns; the rest stands in words under the pot's name. */
const ON_PHONE: string[] = ['allocated', 'left']
const hides = (column: string) => (ON_PHONE.includes(column) ? 'figure' : `figure ${classes.wide}`)

/** Each pot from what was given to what is left. */
export function SheetPots({ told }: { told: Schema<'Statement'> }) {
  const { t } = useTranslation('statements')
  const { t: common } = useTranslation()
  const columns = [...MOVED, ...AFTER]
  const rows = [
    ...told.pots.map(pot => ({ key: pot.category, name: common(`pot.${pot.category}`), of: pot })),
    { key: 'sum', name: t('together'), of: told },
  ]
  return (
    <Section plain title={t('pots.heading')}>
      <p className={classes.note}>{t('pots.lead')}</p>
      <table className={`facts-table ${classes.table}`} aria-label={t('pots.heading')}>
        <thead>
          <tr>
            <th scope="col">{t('pots.pot')}</th>
            {columns.map(column => (
              <th key={column} scope="col" className={hides(column)}>
                {t(`pots.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, of }) => {
            const said = Object.fromEntries(
              columns.map(column => [column, inMinutes(of[FIELD[column]])]),
            ) as Record<(typeof columns)[number], string>
            const hasMoved = of.transferred_in_minutes > 0 || of.transferred_out_minutes > 0
            return (
              <tr key={key} className={key === 'sum' ? classes.sum : undefined}>
                <th scope="row">
                  {name}
                  <span className={classes.narrow}>
                    {t('pots.short', said)}
                    {hasMoved && `; ${t('pots.shortMoved', said)}`}
                  </span>
                </th>
                {columns.map(column => (
                  <td key={column} className={hides(column)}>
                    {said[column]}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}
