import { ActionIcon } from '@mantine/core'
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers, IconTable } from '@tabler/icons-react'
import { type KeyboardEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MARKS, type Mark } from './markdown'
import classes from './Writing.module.css'

const icons = {
  bold: IconBold,
  italic: IconItalic,
  list: IconList,
  numbers: IconListNumbers,
  link: IconLink,
  table: IconTable,
}
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 }

type MarkBarProps = {
  part: string
  /** The same function at each keystroke: six of these bars stand beside a text that is being typed. */
  onMark: (mark: Mark) => void
}

/** Buttons above a text, one stop of the Tab key for all of them; arrows lead from one to the next. */
export const MarkBar = memo(function MarkBar({ part, onMark }: MarkBarProps) {
  const { t } = useTranslation('writing')
  const [current, setCurrent] = useState<Mark>('bold')
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = MARKS.indexOf(current)
    const step = STEPS[event.key]
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? MARKS.length - 1
          : step !== undefined
            ? at + step
            : null
    const mark = next === null ? undefined : MARKS[(next + MARKS.length) % MARKS.length]
    if (!mark) return
    event.preventDefault()
    setCurrent(mark)
    event.currentTarget.querySelector<HTMLElement>(`[data-mark="${mark}"]`)?.focus()
  }
  return (
    <div
      role="toolbar"
      aria-label={t('format.label', { part })}
      tabIndex={-1}
      className={classes.bar}
      onKeyDown={move}
    >
      {MARKS.map(mark => {
        const Icon = icons[mark]
        return (
          <ActionIcon
            key={mark}
            variant="subtle"
            color="gray"
            className={classes.mark}
            data-mark={mark}
            tabIndex={mark === current ? 0 : -1}
            aria-label={t(`format.${mark}`)}
            title={t(`format.${mark}`)}
            onFocus={() => setCurrent(mark)}
            onClick={() => onMark(mark)}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        )
      })}
    </div>
  )
})
