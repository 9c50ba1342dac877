import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { longDay, shortDay } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Changes } from './Changes'
import type { ChangeSource } from './changeSource'
import { firstDay } from './firstDay'
import { staleSearch } from './staleSearch'
import classes from './Timetable.module.css'
import { TouchedRounds } from './TouchedRounds'
import { useConsequences } from './useConsequences'

type GoBackFormProps = { version: Schema<'VersionOut'>; year?: Schema<'YearOut'> }

/** From when, with all that follows, and the button that does it. */
export function GoBackForm({ version, year }: GoBackFormProps) {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [startsOn, setStartsOn] = useState(() => (year ? firstDay(year, false) : version.starts_on))
  const source: ChangeSource | null = startsOn ? { of: 'version', id: version.id, startsOn } : null
  const consequences = useConsequences(source)
  const restore = useAct({
    send: (starts_on: string, key) =>
      answer(
        api.POST('/api/timetable-versions/{version_id}/restore', {
          params: { path: { version_id: version.id }, header: withKey(key) },
          body: { starts_on },
        }),
      ),
    changes: [['timetable-versions'], ['timetable-changes'], ['staff'], ['my-week'], ['desk'], ['plan']],
    onDone: made => {
      announce(t('goBack.done', { number: version.number, day: longDay(made.starts_on) }))
      return navigate({ to: '/school/timetable', search: staleSearch(made) })
    },
  })
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '2rem' }}
      onSubmit={event => {
        event.preventDefault()
        if (consequences !== null) restore.mutate(startsOn)
      }}
    >
      <p className="prose">{t('goBack.lead')}</p>
      <TextInput
        type="date"
        label={t('run.commit.on')}
        description={t('run.commit.note')}
        value={startsOn}
        {...(year ? { min: year.starts_on, max: year.ends_on } : {})}
        onChange={event => setStartsOn(event.currentTarget.value)}
        error={startsOn ? undefined : t('run.commit.dateBad')}
        style={{ maxWidth: '28rem' }}
      />
      {source && (
        <>
          <Changes source={source} />
          <TouchedRounds source={source} />
        </>
      )}
      <div className="stack">
        {restore.error && <RefusedNotice acting error={restore.error} />}
        <div className="row">
          <Button
            type="submit"
            loading={restore.isPending}
            disabled={consequences === null}
            className={classes.commit}
          >
            {t('goBack.act', {
              number: version.number,
              day: startsOn ? shortDay(startsOn) : '…',
              what: consequences ?? '',
            })}
          </Button>
          <p role="status" className="small quiet">
            {source && consequences === null && t('run.commit.comparing')}
          </p>
        </div>
      </div>
    </form>
  )
}
