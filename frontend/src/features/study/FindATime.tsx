import { TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './FindATime.module.css'
import { FoundTimes } from './FoundTimes'
import { isSpan, nextWeeks, type TimeOption, timesQuery } from './findTime'

type FindATimeProps = { groupId: string; onChoose: (option: TimeOption) => void }

/** "Find us a time": every lesson of every member in some weeks, those that need the least cover first. */
export function FindATime({ groupId, onChoose }: FindATimeProps) {
  const { t } = useTranslation('plan')
  const [span, setSpan] = useState(() => nextWeeks(today()))
  const isSound = isSpan(span)
  const query = useQuery({
    ...timesQuery(groupId, span),
    enabled: isSound,
    placeholderData: keepPreviousData,
  })
  return (
    <Section title={t('find.heading')} className={classes.find}>
      <p className="small quiet">{t('find.lead')}</p>
      <div className={classes.dates}>
        <TextInput
          type="date"
          label={t('find.from')}
          value={span.from}
          onChange={event => setSpan({ ...span, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('find.to')}
          value={span.to}
          error={isSound ? undefined : t('find.datesBad')}
          onChange={event => setSpan({ ...span, to: event.currentTarget.value })}
        />
      </div>
      <div aria-busy={query.isFetching}>
        {isSound && (
          <Loaded query={query} skeleton={<SkeletonRows rows={3} height={72} />}>
            {times => <FoundTimes times={times} onChoose={onChoose} />}
          </Loaded>
        )}
      </div>
    </Section>
  )
}
