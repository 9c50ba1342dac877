import { IconCircleX, IconClockHour4, IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Ask } from './cover'
import { ReleaseMark } from './ReleaseMark'
import classes from './Run.module.css'

const icons = { asked: IconClockHour4, cover_lead: IconUserQuestion, over: IconCircleX }

/** Who would be asked or has agreed, by name; of whoever is asked only that somebody is. */
export function CoverStands({ ask: { observer, state, name }, isAsked }: { ask: Ask; isAsked: boolean }) {
  const { t } = useTranslation('planner')
  if (state === 'to_ask' || state === 'agreed')
    return (
      <>
        <span className="strong">{name}</span> {state === 'agreed' && t('cover.line.agreed')}
        {state === 'to_ask' && isAsked && t('cover.would')}{' '}
        <span className="small quiet">
          <ReleaseMark release={observer.release} />{' '}
          {t(observer.release === 'exchange' ? 'cover.otherGroup' : 'cover.inGroup')}
        </span>
      </>
    )
  const Icon = icons[state]
  return (
    <span className={`${classes.stands} ${state === 'over' ? 'quiet' : ''}`}>
      <Icon size={16} stroke={1.9} aria-hidden /> {t(`cover.line.${state}`)}
    </span>
  )
}
