import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { longDay, shortDay } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { BellFields } from './BellFields'
import { Changes } from './Changes'
import type { ChangeSource } from './changeSource'
import { DayFields } from './DayFields'
import { type Choices, commitBody, faultCount, proposedBells, proposedDays, proposedMeanings } from './dryRun'
import { firstDay } from './firstDay'
import { MeaningFields } from './MeaningFields'
import { StaffFields } from './StaffFields'
import { staleSearch } from './staleSearch'
import classes from './Timetable.module.css'
import { TouchedRounds } from './TouchedRounds'
import { useConsequences } from './useConsequences'

type CommitFormProps = { seen: Schema<'ImportOut'>; year: Schema<'YearOut'>; isFirst: boolean }

/** Everything the school has to say of a file before it can be the timetable. */
export function CommitForm({ seen, year, isFirst }: CommitFormProps) {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [choices, setChoices] = useState<Choices>(() => ({
    days: proposedDays(seen.days, year.cycle_days, seen.remembered),
    ...proposedBells(seen.days, seen.remembered),
    matches: {},
    meanings: proposedMeanings(seen.subjects, seen.remembered),
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
    changes: [
      ['timetable-versions'],
      ['timetable-imports'],
      ['timetable-changes'],
      ['staff'],
      ['my-week'],
      ['desk'],
      ['plan'],
    ],
    onDone: version => {
      announce(
        [
          t('run.commit.done', { day: longDay(version.starts_on) }),
          version.stale_rounds > 0 && t('versions.stale', { count: version.stale_rounds }),
        ]
          .filter(Boolean)
          .join(' '),
      )
      return navigate({ to: '/school/timetable', search: staleSearch(version) })
    },
  })
  const faults = faultCount(choices, seen)
  const said = useMemo(() => ({ body: commitBody(choices, seen), faults }), [choices, seen, faults])
  // The comparison waits until the person pauses, and what was compared stays in sight meanwhile.
  const [settled] = useDebouncedValue(said, 400)
  const source: ChangeSource | null =
    faults === 0 && settled.faults === 0 ? { of: 'files', id: seen.id, body: settled.body } : null
  const told = useConsequences(source)
  const consequences = settled === said ? told : null
  const part = { seen, choices, change }
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '2rem' }}
      onSubmit={event => {
        event.preventDefault()
        if (faults === 0 && consequences !== null) commit.mutate(said.body)
      }}
    >
      {seen.remembered && (
        <Notice
          title={t('run.remembered')}
          action={
            source && (
              <a href="#changes" className="text-link">
                {t('run.toChanges')}
              </a>
            )
          }
        >
          {t('run.rememberedDetail')}
        </Notice>
      )}
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
        </div>
      </Section>
      {source && (
        <div id="changes" className="stack" style={{ gap: '2rem' }}>
          <Changes source={source} />
          <TouchedRounds source={source} />
        </div>
      )}
      <div className="stack">
        {commit.error && <RefusedNotice acting error={commit.error} />}
        <div className="row">
          <Button
            type="submit"
            loading={commit.isPending}
            disabled={faults > 0 || consequences === null}
            className={classes.commit}
          >
            {t('run.commit.act', {
              lessons: figure(seen.lesson_count),
              day: choices.starts_on ? shortDay(choices.starts_on) : '…',
              what: consequences ?? '',
            })}
          </Button>
          <p role="status" className="small quiet">
            {faults > 0
              ? t('run.commit.mend', { count: faults })
              : consequences === null && t('run.commit.comparing')}
          </p>
        </div>
      </div>
    </form>
  )
}
