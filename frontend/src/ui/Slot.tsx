import type { ReactNode } from 'react'
import { clock } from '../lib/minutes'
import { KindWord } from './KindWord'
import { isKept, type Kind, tintOf } from './kinds'
import classes from './Slot.module.css'

type SlotProps = {
  kind: Kind
  title?: ReactNode
  detail?: ReactNode
  room?: string
  start?: string
  word?: string
  past?: boolean
  /** Something is left to do here; said in amber. */
  todo?: ReactNode
}

/**
 * One thing in one place of the week. Lessons and free periods are plain text, since they are known; what is
 * not routine has a ground, an icon and a word.
 */
export function Slot({ kind, title, detail, room, start, word, past = false, todo }: SlotProps) {
  if (kind === 'lesson')
    return (
      <div className={`${classes.slot} ${classes.lesson}`} data-past={past || undefined}>
        <span className={classes.class}>{title}</span>
        {room && <span className={classes.room}>{room}</span>}
      </div>
    )
  if (kind === 'free')
    return (
      <div className={`${classes.slot} ${classes.free}`} data-past={past || undefined}>
        {title}
      </div>
    )
  const look =
    isKept(kind) || kind === 'closed' ? classes.kept : kind === 'cover_asked' ? classes.asked : classes.event
  return (
    <div className={`${classes.slot} ${look} ${tintOf(kind)}`} data-past={past || undefined}>
      <div className={classes.head}>
        <KindWord kind={kind} word={word} />
        {start && <span className={classes.time}>{clock(start)}</span>}
      </div>
      {title && <div className={classes.title}>{title}</div>}
      {(detail || room) && (
        <div className={classes.detail}>
          {detail}
          {detail && room ? ', ' : ''}
          {room}
        </div>
      )}
      {todo && <div className={classes.todo}>{todo}</div>}
    </div>
  )
}
