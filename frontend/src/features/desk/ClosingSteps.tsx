import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { longDate, momentInWords } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import { ClosingSign } from './ClosingSign'
import { ClosingStep } from './ClosingStep'
import { CAPACITIES, maySign, signatureOf, stepsOf } from './closing'
import classes from './Desk.module.css'

/** What comes before a year is closed, each with how it stands and the way on. */
export function ClosingSteps({ closing }: { closing: Schema<'ClosingOut'> }) {
  const { t } = useTranslation('desk')
  const steps = stepsOf(closing)
  const day = longDate(closing.ends_on)
  const isClosed = closing.closed_at !== null
  return (
    <Section plain title={t(isClosed ? 'closing.signedBy' : 'closing.steps')}>
      <ol className={classes.steps}>
        {!isClosed && (
          <>
            <ClosingStep title={t('closing.over')} state={steps.over}>
              {t(closing.is_over ? 'closing.overDone' : 'closing.overLater', { day })}
            </ClosingStep>
            <ClosingStep
              title={t('closing.logged')}
              state={steps.logged}
              act={steps.logged === 'todo' && toUnplaced()}
            >
              {steps.logged === 'done'
                ? t('closing.loggedDone')
                : t('closing.loggedTodo', { minutes: figure(closing.to_log_minutes) })}
            </ClosingStep>
            {steps.next && (
              <ClosingStep
                title={t('closing.next')}
                state={steps.next}
                act={steps.next === 'todo' && toCalendar()}
              >
                {closing.next_year_name
                  ? t('closing.nextDone', { year: closing.next_year_name })
                  : t('closing.nextTodo', { minutes: figure(closing.rolled_over_minutes) })}
              </ClosingStep>
            )}
          </>
        )}
        {CAPACITIES.map(capacity => {
          const signature = signatureOf(closing, capacity)
          return (
            <ClosingStep
              key={capacity}
              title={t(`closing.${isClosed ? 'signedAs' : 'sign'}.${capacity}`)}
              state={steps[capacity]}
            >
              {signature && (
                <span className="numbers">
                  {t('closing.signed', {
                    name: signature.name,
                    moment: momentInWords(signature.signed_at),
                  })}{' '}
                </span>
              )}
              {steps[capacity] === 'again' && t('closing.again')}
              {steps[capacity] === 'later' && t('closing.signLater')}
              {maySign(closing) && steps[capacity] !== 'done' && (
                <ClosingSign closing={closing} capacity={capacity} />
              )}
            </ClosingStep>
          )
        })}
      </ol>
    </Section>
  )

  function toUnplaced(): ReactNode {
    return (
      <Link to="/desk/unplaced" className="text-link">
        {t('closing.whose')}
      </Link>
    )
  }

  function toCalendar(): ReactNode {
    return (
      <Link to="/school/calendar" search={{ year: 'new' }} className="text-link">
        {t('closing.toCalendar')}
      </Link>
    )
  }
}
