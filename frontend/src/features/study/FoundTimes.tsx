import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'
import classes from './FindATime.module.css'
import { FoundTime } from './FoundTime'
import type { TimeOption, Times } from './findTime'

const FIRST = 3

/** The planner's answer: the best times first, or what stands in the way of all of them. */
export function FoundTimes({ times, onChoose }: { times: Times; onChoose: (option: TimeOption) => void }) {
  const { t } = useTranslation('plan')
  const [isAll, setAll] = useState(false)
  const { items, reasons, considered } = times
  const shown = isAll ? items : items.slice(0, FIRST)
  if (items.length === 0)
    return (
      <div className="stack" style={{ gap: '0.5rem' }}>
        <EmptyState title={t('find.none')}>
          {t(reasons.length > 0 ? 'find.noneBecause' : 'find.noneDetail')}
        </EmptyState>
        <ul className="small">
          {reasons.map(reason => (
            <li key={reason.code + reason.text}>{reason.text}</li>
          ))}
        </ul>
      </div>
    )
  return (
    <>
      <p role="status" className="small quiet numbers">
        {t('find.found', { count: items.length, considered })}
      </p>
      <ol className={classes.times}>
        {shown.map(option => (
          <FoundTime
            key={`${option.host_id} ${option.held_on} ${option.period}`}
            option={option}
            onChoose={() => onChoose(option)}
          />
        ))}
      </ol>
      {items.length > shown.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('find.more', { count: items.length - shown.length })}
        </Button>
      )}
    </>
  )
}
