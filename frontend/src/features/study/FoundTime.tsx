import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortDay, slotInWords } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import classes from './FindATime.module.css'
import { needsOf, type TimeOption } from './findTime'

/** One time: when and whose lesson, who could observe, the cover it needs, and the debrief. */
export function FoundTime({ option, onChoose }: { option: TimeOption; onChoose: () => void }) {
  const { t } = useTranslation('plan')
  const when = slotInWords(option.held_on, option.period, option.start)
  const { debrief } = option
  const names = option.observers.map(one => t('find.observer', { name: one.name, start: clock(one.start) }))
  const needs = needsOf(option).map(({ from, count }) => t(`find.${from}`, { count }))
  return (
    <li className={classes.time}>
      <div>
        <p className="strong numbers">
          {t('find.option', { when, host: option.host_name, class: option.class_name })}
        </p>
        <p className="small">
          {t('find.observers', { names: new Intl.ListFormat('en-GB').format(names) })}{' '}
          {option.cover_needed === 0
            ? t('find.noCover')
            : `${t('find.cover', { count: option.cover_needed })}: ${needs.join(', ')}`}
          .
        </p>
        <p className="small quiet numbers">
          {t('find.debrief', {
            day: shortDay(debrief.held_on),
            start: clock(debrief.start),
            end: clock(debrief.end),
          })}
        </p>
        {option.reasons.map(reason => (
          <p key={reason} className="small quiet">
            {reason}
          </p>
        ))}
      </div>
      <Button
        variant="light"
        aria-label={t('find.chooseNamed', { when, host: option.host_name })}
        onClick={onChoose}
      >
        {t('find.choose')}
      </Button>
    </li>
  )
}
