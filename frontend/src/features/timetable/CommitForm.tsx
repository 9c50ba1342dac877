import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { longDay, shortDay, today } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { BellFields } from './BellFields'
import { DayFields } from './DayFields'
import { type Choices, commitBody, faultCount, proposedBells, proposedDays, proposedMeanings } from './dryRun'
import { MeaningFields } from './MeaningFields'
import { StaffFields } from './StaffFields'

type CommitFormProps = { seen: Schema<'ImportOut'>; year: Schema<'YearOut'>; isFirst: boolean }

/** Everything the school has to say of a file before it can be the timetable. */
export function CommitForm({ seen, year, isFirst }: CommitFormProps) {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [choices, setChoices] = useState<Choices>(() => ({
    days: proposedDays(seen.days, year.cycle_days),
    ...proposedBells(seen.days),
    matches: {},
    meanings: proposedMeanings(seen.subjects),
    starts_on: firstDay(year, isFirst),
  }))
  const change = (part: Partial<Choices>) => setChoices(before => ({ ...before, ...part }))
  const commit = useAct({
    send: (body: Schema<'ImportCommit'>, key) =>
      answer(
        api.POST('/api/timetable-imports/{import_id}/commit', {
          params: { path: { import_id: seen.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['timetable-versions'], ['timetable-imports'], ['staff'], ['my-week'], ['desk'], ['plan']],
    onDone: version => {
      announce(
        [
          t('run.commit.done', { day: longDay(version.starts_on) }),
          version.stale_rounds > 0 && t('versions.stale', { count: version.stale_rounds }),
        ]
          .filter(Boolean)
          .join(' '),
      )
      return navigate({ to: '/school/timetable' })
    },
  })
  const faults = faultCount(choices, seen)
  const part = { seen, choices, change }
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '2rem' }}
      onSubmit={event => {
        event.preventDefault()
        if (faults === 0) commit.mutate(commitBody(choices, seen))
      }}
    >
      <DayFields {...part} />
      <BellFields {...part} />
      <MeaningFields {...part} />
      <StaffFields {...part} />
      <Section title={t('run.commit.heading')}>
        <div className="stack">
          <TextInput
            type="date"
            label={t('run.commit.on')}
            description={t('run.commit.note')}
            value={choices.starts_on}
            min={year.starts_on}
            max={year.ends_on}
            onChange={event => change({ starts_on: event.currentTarget.value })}
            error={choices.starts_on ? undefined : t('run.commit.dateBad')}
            style={{ maxWidth: '28rem' }}
          />
          {commit.error && <RefusedNotice acting error={commit.error} />}
          <div className="row">
            <Button type="submit" loading={commit.isPending} disabled={faults > 0}>
              {t('run.commit.act', {
                lessons: figure(seen.lesson_count),
                day: choices.starts_on ? shortDay(choices.starts_on) : '…',
              })}
            </Button>
            <p role="status" className="small quiet">
              {faults > 0 && t('run.commit.mend', { count: faults })}
            </p>
          </div>
        </div>
      </Section>
    </form>
  )
}

/** The first timetable counts from this week, a later one from the next; neither outside the year. */
function firstDay(year: Schema<'YearOut'>, isFirst: boolean): string {
  const now = dayjs(today())
  const monday = now.subtract((now.day() + 6) % 7, 'day')
  const day = (isFirst ? monday : monday.add(7, 'day')).format('YYYY-MM-DD')
  return day < year.starts_on || day > year.ends_on ? year.starts_on : day
}
