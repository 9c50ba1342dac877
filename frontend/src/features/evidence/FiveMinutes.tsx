import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inSeconds } from '../../lib/minutes'

/** Counts the minutes down, and stops nobody. */
export function FiveMinutes({ minutes }: { minutes: number }) {
  const { t } = useTranslation('evidence')
  const [end, setEnd] = useState<number | null>(null)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (end === null) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [end])
  const start = () => {
    setNow(Date.now())
    setEnd(Date.now() + minutes * 60_000)
  }
  const left = end === null ? 0 : Math.ceil((end - now) / 1000)
  return (
    <div className="row">
      <Button variant="default" onClick={end === null ? start : () => setEnd(null)}>
        {t(end === null ? 'interviews.start' : 'interviews.stop')}
      </Button>
      {end !== null && left > 0 && (
        <span role="timer" className="strong numbers">
          {t('interviews.left', { time: inSeconds(left) })}
        </span>
      )}
      <span role="status">{end !== null && left <= 0 && t('interviews.over')}</span>
    </div>
  )
}
