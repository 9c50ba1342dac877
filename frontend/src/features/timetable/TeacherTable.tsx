import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { periodsOf } from '../../lib/grid'
import { clock } from '../../lib/minutes'
import { usePhone } from '../../lib/usePhone'
import { chunksOf, kindAt, type Marks, slotKey, WHOLE_DAY } from './marks'
import { TeacherCell } from './TeacherCell'
import classes from './TeacherGrid.module.css'

type Grid = Schema<'TeacherGrid'>

type TeacherTableProps = {
  grid: Grid
  marks: Marks
  /** Left out for who only reads. */
  onPress?: (cycleDay: string, period: string) => void
  onDayOff?: (cycleDay: string) => void
}

const WEEK = 5

/** The days of the cycle across, the periods down: a week at a time, on a phone a day. */
export function TeacherTable({ grid, marks, onPress, onDayOff }: TeacherTableProps) {
  const { t } = useTranslation('timetable')
  const isPhone = usePhone()
  const chunks = chunksOf(grid.days, isPhone ? 1 : WEEK)
  const [at, setAt] = useState(0)
  const shown = chunks[Math.min(at, chunks.length - 1)] ?? []
  const periods = periodsOf(shown.map(day => day.periods))
  const cells = new Map(grid.cells.map(cell => [slotKey(cell.cycle_day, cell.period), cell]))
  const hasLesson = (day: string) => grid.cells.some(cell => cell.cycle_day === day && cell.class_name)
  return (
    <div>
      {chunks.length > 1 && (
        <NativeSelect
          label={t('teacher.show')}
          mb="sm"
          style={{ maxWidth: '22rem' }}
          value={String(Math.min(at, chunks.length - 1))}
          data={chunks.map((chunk, index) => ({ value: String(index), label: nameOf(chunk) }))}
          onChange={event => setAt(Number(event.currentTarget.value))}
        />
      )}
      <div className={classes.frame}>
        <table className={classes.grid} aria-label={t('teacher.caption', { name: grid.staff_name })}>
          <thead>
            <tr>
              <td className={classes.corner} />
              {shown.map(({ cycle_day: day }) => (
                <th key={day} scope="col">
                  {day}
                  {onDayOff && !hasLesson(day) && (
                    <Button
                      variant={marks[slotKey(day, WHOLE_DAY)] ? 'light' : 'default'}
                      size="compact-sm"
                      aria-pressed={Boolean(marks[slotKey(day, WHOLE_DAY)])}
                      aria-label={t('teacher.dayOffNamed', { day })}
                      onClick={() => onDayOff(day)}
                    >
                      {t('teacher.dayOff')}
                    </Button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {periods.map(({ period, start }) => (
              <tr key={period}>
                <th scope="row">
                  {period}
                  <span className={classes.time}>{clock(start)}</span>
                </th>
                {shown.map(({ cycle_day: day }) => {
                  const cell = cells.get(slotKey(day, period))
                  return (
                    <td key={day}>
                      {cell && (
                        <TeacherCell
                          cell={cell}
                          kind={kindAt(marks, cell)}
                          {...(onPress && !marks[slotKey(day, WHOLE_DAY)]
                            ? { onPress: () => onPress(day, period) }
                            : {})}
                        />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )

  function nameOf(chunk: Grid['days']) {
    const from = chunk[0]?.cycle_day ?? ''
    return chunk.length === 1 ? from : t('teacher.chunk', { from, to: chunk.at(-1)?.cycle_day ?? '' })
  }
}
