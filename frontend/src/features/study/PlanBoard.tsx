import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { usePhone } from '../../lib/usePhone'
import { BestOptions } from './BestOptions'
import { isObservable, type Lesson, lessonKey, type Place, propose } from './choice'
import { HostWeek } from './HostWeek'
import { NobodyThere } from './NobodyThere'
import classes from './Plan.module.css'
import { PlanDecision } from './PlanDecision'
import { WhoCan } from './WhoCan'

type PlanBoardProps = {
  plan: Schema<'PlanWeek'>
  group: Schema<'GroupOut'> | undefined
  lesson: Lesson | undefined
  isStale: boolean
  isThisWeek: boolean
  onPick: (key: string) => void
  onHost: (staffId: string) => void
  onWeek: (on: string | undefined) => void
  onAgain: () => void
}

/** The week and the people on one side, the best options and the act on the other; a phone begins with the best and the act. */
export function PlanBoard(props: PlanBoardProps) {
  const { plan, group, lesson, isStale, isThisWeek, onPick, onHost, onWeek, onAgain } = props
  const { t } = useTranslation('plan')
  const isPhone = usePhone()
  const [chosen, setChosen] = useState<{ of: Lesson; places: Place[] } | null>(null)
  // Another lesson, or newer knowledge about it, begins with a fresh proposal.
  const places = lesson ? (chosen?.of === lesson ? chosen.places : propose(lesson)) : []
  const week = (
    <HostWeek
      isThisWeek={isThisWeek}
      plan={plan}
      group={group}
      lesson={lesson}
      onPick={onPick}
      onHost={onHost}
      onWeek={onWeek}
    />
  )
  const best = <BestOptions plan={plan} lesson={lesson} onPick={onPick} onWeek={onWeek} />
  const who = lesson && (
    <WhoCan lesson={lesson} places={places} onChange={next => setChosen({ of: lesson, places: next })} />
  )
  const decision =
    lesson && group && isObservable(lesson) ? (
      <PlanDecision
        key={lessonKey(lesson)}
        plan={plan}
        group={group}
        lesson={lesson}
        places={places}
        onAgain={onAgain}
      />
    ) : (
      lesson && <NobodyThere plan={plan} lesson={lesson} onPick={onPick} />
    )
  if (isPhone)
    return (
      <div className="stack" aria-busy={isStale}>
        {best}
        <div id="decision">{decision}</div>
        {week}
        {who}
        {lesson && (
          <Button component="a" href="#decision" variant="default">
            {t('act.see')}
          </Button>
        )}
      </div>
    )
  return (
    <div className={`beside ${classes.board}`} aria-busy={isStale}>
      <div className="stack">
        {week}
        {who}
      </div>
      <div className="stack">
        {best}
        {decision}
      </div>
    </div>
  )
}
