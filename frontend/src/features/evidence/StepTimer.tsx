import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'

type StepTimerProps = { discussion: Schema<'DiscussionOut'>; minutes: number }

/** How long this step has taken, beside what was planned. It counts, and stops nobody. */
export function StepTimer({ discussion, minutes }: StepTimerProps) {
  const { t } = useTranslation('evidence')
  // By the server's clock, so that everybody at the table sees the same.
  const [off] = useState(() => Date.parse(discussion.server_now) - Date.now())
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now + off - Date.parse(discussion.step_began_at)) / 1000))
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const over = Math.floor(seconds / 60) - minutes
  return (
    <p className="small numbers" role="timer">
      {t('discussion.planned', { minutes: inMinutes(minutes) })},{' '}
      {over > 0
        ? t('discussion.runningOver', { time, over: inMinutes(over) })
        : t('discussion.running', { time })}
    </p>
  )
}
