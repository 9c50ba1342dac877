import { Button, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import { usePhone } from '../../lib/usePhone'
import { EmptyState } from '../../ui/EmptyState'
import { Section } from '../../ui/Section'
import { type Lesson, lessonKey } from './choice'
import classes from './Plan.module.css'

const FIRST = 4
const FIRST_ON_PHONE = 2

type BestProps = {
  plan: Schema<'PlanWeek'>
  lesson: Lesson | undefined
  onPick: (key: string) => void
  onWeek: (on: string | undefined) => void
}

/** The best lessons first, with the reason in words, never a score. */
export function BestOptions({ plan, lesson, onPick, onWeek }: BestProps) {
  const { t } = useTranslation('plan')
  const isPhone = usePhone()
  const [isAll, setAll] = useState(false)
  const best = plan.best.flatMap(at => plan.lessons[at] ?? [])
  const first = isPhone ? FIRST_ON_PHONE : FIRST
  const shown = isAll ? best : best.slice(0, first)
  const cover = (option: Lesson) =>
    option.coverable_observers > 0
      ? t('best.coverInside', { count: option.coverable_observers })
      : t('best.noCover')
  return (
    <Section plain quietTitle title={t('best.heading')}>
      {best.length === 0 ? (
        <EmptyState
          title={t('best.none')}
          action={
            plan.next_on && (
              <Button variant="default" onClick={() => onWeek(plan.next_on ?? undefined)}>
                {t('best.nextWeek')}
              </Button>
            )
          }
        >
          {t('best.noneDetail')}
        </EmptyState>
      ) : (
        <ol className={classes.options}>
          {shown.map((option, at) => {
            const isChosen = lesson !== undefined && lessonKey(option) === lessonKey(lesson)
            return (
              <li key={lessonKey(option)}>
                <UnstyledButton
                  className={classes.option}
                  aria-pressed={isChosen}
                  onClick={() => onPick(lessonKey(option))}
                >
                  <span className={classes.nth} aria-hidden>
                    {isChosen ? <IconCheck size={15} stroke={2.5} /> : at + 1}
                  </span>
                  <span>
                    <span className="strong">
                      {slotInWords(option.held_on, option.period, option.start)}, {option.class_name}
                    </span>
                    <span className="small">{option.summary}</span>
                    <span className="small quiet">{cover(option)}</span>
                  </span>
                </UnstyledButton>
              </li>
            )
          })}
        </ol>
      )}
      {best.length > shown.length && (
        <Button variant="subtle" fullWidth mt={4} onClick={() => setAll(true)}>
          {t('best.more', { count: best.length - shown.length })}
        </Button>
      )}
    </Section>
  )
}
