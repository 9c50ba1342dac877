import { Checkbox, NumberInput } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { isBad, type Line } from './attendance'
import classes from './FairDay.module.css'

type AttendanceRowProps = { name: string; line: Line; most: number; onChange: (line: Line) => void }

/** One colleague: there or not, and for how many minutes. Who was marked before stays marked. */
export function AttendanceRow({ name, line, most, onChange }: AttendanceRowProps) {
  const { t } = useTranslation('fairDay')
  return (
    <li className={classes.person}>
      {line.kept === null ? (
        <Checkbox
          label={name}
          checked={line.came}
          onChange={event => onChange({ ...line, came: event.currentTarget.checked })}
        />
      ) : (
        <div className={classes.kept}>
          <IconCircleCheck size={24} stroke={1.75} aria-hidden />
          <span>
            {name}
            <span className="small quiet"> {t('people.kept', { minutes: inMinutes(line.kept) })}</span>
          </span>
        </div>
      )}
      {line.came && (
        <NumberInput
          aria-label={t('people.minutesOf', { name })}
          value={line.minutes}
          error={isBad(line, most)}
          allowDecimal={false}
          min={1}
          max={most}
          clampBehavior="none"
          hideControls
          suffix={` ${t('people.unit')}`}
          onChange={minutes => onChange({ ...line, minutes })}
        />
      )}
    </li>
  )
}
