import { Button, Checkbox, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { longDate } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { lacksDay, type PartProps, withLeaver } from './choices'
import { linesQuery } from './queries'
import classes from './Rosters.module.css'

type Line = Schema<'RosterLine'>

/** Who seems to leave: nobody does unless ticked. */
export function Leaving({ importId, choices, change, count }: PartProps & { count: number }) {
  const { t } = useTranslation('rosters')
  const query = useInfiniteQuery(linesQuery(importId, 'leavers'))
  const tick = (lines: Line[], leaves: boolean) =>
    change(
      lines.reduce(
        (all, line) => (line.staff_id ? withLeaver(all, line.staff_id, line.left_on, leaves) : all),
        choices,
      ),
    )
  return (
    <Section title={t('leave.heading')} count={count}>
      <div className="stack">
        <p className="small quiet">{t('leave.lead')}</p>
        <Loaded query={query}>
          {data => {
            const lines = itemsOf(data)
            const allTicked = lines.every(line => line.staff_id && line.staff_id in choices.leavers)
            return (
              <>
                <div>
                  <Button variant="default" onClick={() => tick(lines, !allTicked)}>
                    {t(allTicked ? 'leave.none' : 'leave.all')}
                  </Button>
                </div>
                <ul className={classes.list} aria-label={t('leave.caption')}>
                  {lines.map(line => (
                    <li key={line.staff_id} className={classes.line}>
                      <Checkbox
                        label={line.staff_name ?? line.name}
                        description={[
                          line.code,
                          line.department,
                          line.reason && t(`leave.reason.${line.reason}`),
                          line.left_on && t('leave.onDay', { day: longDate(line.left_on) }),
                        ]
                          .filter(Boolean)
                          .join(', ')}
                        checked={line.staff_id !== null && line.staff_id in choices.leavers}
                        onChange={event => tick([line], event.currentTarget.checked)}
                      />
                    </li>
                  ))}
                </ul>
              </>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
        <TextInput
          type="date"
          className={classes.day}
          label={t('leave.lastDay')}
          description={t('leave.lastDayNote')}
          value={choices.lastDay}
          onChange={event => change({ lastDay: event.currentTarget.value })}
          error={lacksDay(choices) ? t('leave.lastDayBad') : undefined}
        />
        <Checkbox
          label={t('leave.back')}
          checked={choices.takesBack}
          onChange={event => change({ takesBack: event.currentTarget.checked })}
        />
      </div>
    </Section>
  )
}
