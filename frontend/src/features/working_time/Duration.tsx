import { NumberInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { together } from './figures'
import classes from './WorkingTime.module.css'

type DurationProps = {
  label: string
  description?: string
  /** Whole minutes; null while what is typed is no time. */
  value: number | null
  onChange: (minutes: number | null) => void
  error?: string
}

/** Time as hours and minutes: never decimals of hours. */
export function Duration({ label, description, value, onChange, error }: DurationProps) {
  const { t } = useTranslation('workingTime')
  const id = useId()
  const [hours, setHours] = useState<number | string>(value === null ? '' : Math.floor(value / 60))
  const [minutes, setMinutes] = useState<number | string>(value === null ? '' : value % 60)
  const field = { allowDecimal: false, allowNegative: false, hideControls: true, min: 0 }
  return (
    <fieldset className={classes.set} aria-describedby={`${id}-what ${id}-error`}>
      <legend>{label}</legend>
      <div className={classes.duration}>
        <NumberInput
          label={t('hours')}
          {...field}
          thousandSeparator=","
          value={hours}
          error={Boolean(error)}
          onChange={typed => {
            setHours(typed)
            onChange(together(typed, minutes))
          }}
        />
        <NumberInput
          label={t('restMinutes')}
          {...field}
          value={minutes}
          error={Boolean(error)}
          onChange={typed => {
            setMinutes(typed)
            onChange(together(hours, typed))
          }}
        />
      </div>
      {description && (
        <p id={`${id}-what`} className="smaller quiet">
          {description}
        </p>
      )}
      <p id={`${id}-error`} role="status" className="smaller strong">
        {error}
      </p>
    </fieldset>
  )
}
