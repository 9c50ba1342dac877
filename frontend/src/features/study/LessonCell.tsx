import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { slotInWords } from '../../lib/dates'
import type { Lesson } from './choice'
import classes from './Plan.module.css'

/** A lesson of the host: outlined where somebody could observe, and every one opens its reasons. */
export function LessonCell({
  option,
  isChosen,
  onPick,
}: {
  option: Lesson
  isChosen: boolean
  onPick: () => void
}) {
  const { t } = useTranslation('plan')
  const isOpen = option.can_host && option.free_observers + option.coverable_observers > 0
  const summary = option.can_host ? option.summary : t('noHost', { reason: option.reason })
  return (
    <UnstyledButton
      className={classes.lesson}
      data-open={isOpen || undefined}
      aria-pressed={isChosen}
      onClick={onPick}
    >
      <span className={classes.class}>
        {isChosen && <IconCheck size={14} stroke={2.5} aria-hidden />}
        {option.class_name}
      </span>
      <VisuallyHidden>{slotInWords(option.held_on, option.period, option.start)}</VisuallyHidden>
      {isOpen || isChosen ? (
        <span className={classes.summary}>{summary}</span>
      ) : (
        <VisuallyHidden>{summary}</VisuallyHidden>
      )}
    </UnstyledButton>
  )
}
