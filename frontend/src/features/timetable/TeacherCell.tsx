import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Slot } from '../../ui/Slot'
import type { MarkKind } from './marks'
import classes from './TeacherGrid.module.css'

type TeacherCellProps = {
  cell: Schema<'GridCell'>
  kind: 'lesson' | 'free' | MarkKind
  onPress?: () => void
}

/** One period of one day. What is not a lesson can be pressed, where marking is allowed. */
export function TeacherCell({ cell, kind, onPress }: TeacherCellProps) {
  const { t } = useTranslation('timetable')
  const { t: common } = useTranslation()
  if (kind === 'lesson')
    return (
      <Slot
        kind="lesson"
        title={
          <>
            {[cell.class_name, cell.subject].filter(Boolean).join(' ')}
            {cell.with_teachers.length > 0 && (
              <span className="smaller quiet">
                {' '}
                {t('teacher.with', { names: cell.with_teachers.join(', ') })}
              </span>
            )}
          </>
        }
        room={cell.room}
      />
    )
  const slot = <Slot kind={kind} title={kind === 'free' ? common('kind.free') : undefined} />
  if (!onPress) return slot
  return (
    <UnstyledButton
      className={classes.press}
      data-kind={kind}
      aria-label={t('teacher.cell', {
        day: cell.cycle_day,
        period: cell.period,
        what: common(`kind.${kind}`),
      })}
      onClick={onPress}
    >
      {slot}
    </UnstyledButton>
  )
}
