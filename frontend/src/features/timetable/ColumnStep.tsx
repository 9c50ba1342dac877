import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import { ColumnPreview } from './ColumnPreview'
import classes from './Columns.module.css'
import {
  type Chosen,
  COLUMNS,
  type Column,
  chosenIn,
  columnsField,
  examplesOf,
  faultsOf,
  NEEDED,
} from './columns'

type ColumnStepProps = {
  table: Schema<'TableSeen'>
  busy?: boolean
  /** It was asked for just now: go to its first field. */
  focused?: boolean
  /** Called with the field `columns`. */
  onChosen: (columns: string) => void
}

/** Asks which heading of the file is which column, with its first rows before one's eyes. */
export function ColumnStep({ table, busy = false, focused = false, onChosen }: ColumnStepProps) {
  const { t } = useTranslation('timetable')
  const form = useRef<HTMLFormElement>(null)
  const [chosen, setChosen] = useState<Chosen>(() => chosenIn(table))
  const [isTried, setIsTried] = useState(false)
  useEffect(() => {
    if (focused) form.current?.querySelector('select')?.focus()
  }, [focused])
  const faults = faultsOf(chosen)
  const read = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const first = COLUMNS.find(column => faults[column])
    if (first) form.current?.querySelector<HTMLSelectElement>(`[name="${first}"]`)?.focus()
    else onChosen(columnsField(chosen))
  }
  const below = (column: Column) => {
    const examples = examplesOf(table, chosen[column])
    return examples.length > 0
      ? t('columns.examples', { examples: examples.join(', ') })
      : t(`columns.means.${column}`)
  }
  return (
    <Section title={t('columns.title')}>
      <form ref={form} onSubmit={read} noValidate className="stack">
        <p className="small">{t('columns.lead')}</p>
        <ColumnPreview table={table} />
        <div className={classes.fields}>
          {COLUMNS.map(column => {
            const fault = isTried || chosen[column] ? faults[column] : undefined
            return (
              <NativeSelect
                key={column}
                name={column}
                label={t(`columns.name.${column}`)}
                withAsterisk={NEEDED.includes(column)}
                required={NEEDED.includes(column)}
                description={below(column)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                error={fault && t(`columns.fault.${fault}`)}
                value={chosen[column] ?? ''}
                data={[
                  { value: '', label: t(NEEDED.includes(column) ? 'columns.choose' : 'columns.none') },
                  ...table.headings.map(value => ({ value, label: value })),
                ]}
                onChange={event => setChosen({ ...chosen, [column]: event.currentTarget.value })}
              />
            )
          })}
        </div>
        <div>
          <Button type="submit" loading={busy}>
            {t('columns.act')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
