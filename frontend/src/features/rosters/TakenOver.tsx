import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'
import classes from './Rosters.module.css'
import { useCountWords } from './useCountWords'

/** What taking a list over did, and what is left to do. */
export function TakenOver({ done }: { done: Schema<'RosterCommitted'> }) {
  const { t } = useTranslation('rosters')
  const inWords = useCountWords()
  const box = useRef<HTMLDivElement>(null)
  // The form that was sent is gone, and the focus with it.
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="stack">
      <Notice
        tone="done"
        title={t('take.whole', {
          what: inWords({ join: done.joined, leave: done.left, change: done.changed }),
        })}
        action={
          <Link to="/school/people" className="text-link">
            {t('run.toPeople')}
          </Link>
        }
      >
        {[
          done.known_by_id > 0 && t('take.ids', { count: done.known_by_id }),
          done.taken_back_minutes > 0 && t('take.minutes', { count: done.taken_back_minutes }),
        ]
          .filter(Boolean)
          .join(' ')}
      </Notice>
      {done.still_planned.length > 0 && (
        <Notice tone="needs" title={t('take.planned')}>
          <ul className={classes.list}>
            {done.still_planned.map(one => (
              <li key={one.staff_id}>
                <Link to="/school/people/$staffId" params={{ staffId: one.staff_id }} className="text-link">
                  {one.name}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
