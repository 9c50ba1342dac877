import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import columns from '../../ui/columns.module.css'
import { bellFault, type Times } from './dryRun'
import classes from './Timetable.module.css'

type BellCellProps = {
  period: string
  day: string
  times: Times
  before: ({ name: string } & Times) | null
  onChange: (times: Times) => void
}

/** From and to of one period, and what cannot be about it. */
export function BellCell({ period, day, times, before, onChange }: BellCellProps) {
  const { t } = useTranslation('timetable')
  const fault = bellFault(times)
  const overlaps =
    !fault && before?.end && times.start && times.start < before.end && before.start <= times.start
  return (
    <div className={classes.bell}>
      {/* On a phone the column heads are not seen. */}
      <span aria-hidden className={`smaller quiet ${columns.narrow}`}>
        {day}
      </span>
      <TextInput
        type="time"
        aria-label={t('run.bells.startOf', { period, day })}
        value={times.start}
        error={Boolean(fault)}
        onChange={event => onChange({ ...times, start: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        aria-label={t('run.bells.endOf', { period, day })}
        value={times.end}
        error={Boolean(fault)}
        onChange={event => onChange({ ...times, end: event.currentTarget.value })}
      />
      {fault && <p className={classes.bellFault}>{t(`run.bells.fault.${fault}`)}</p>}
      {overlaps && <p className="smaller quiet">{t('run.bells.overlap', { before: before.name })}</p>}
    </div>
  )
}
