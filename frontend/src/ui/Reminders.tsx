import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../api/act'
import { answer, api, type Schema } from '../api/client'
import { myNudgesQuery, toLogQuery } from '../api/reminders'
import { shortDay } from '../lib/dates'
import { inMinutes } from '../lib/minutes'
import { useAnnounce } from './Announcer'
import { Notice } from './Notice'
import { RefusedNotice } from './RefusedNotice'

const NAMED_MAX = 3
const isLate = (item: Schema<'ToLogItem'>) => item.is_reminder

/** Kind words about my own minutes, until I put them away. Nothing where there are none, or none can be read. */
export function Reminders() {
  const { t } = useTranslation('statements')
  const nudges = useQuery(myNudgesQuery).data?.items.filter(nudge => nudge.minutes > 0) ?? []
  const toLog = useQuery(toLogQuery).data
  // Once is enough: somebody's words about logging stand for the machine's.
  const isTold = nudges.some(nudge => nudge.kind === 'log_minutes')
  const hasLate = toLog !== undefined && toLog.reminder_minutes > 0 && !isTold
  if (nudges.length === 0 && !hasLate) return null
  return (
    <section aria-label={t('reminders.heading')} className="stack" style={{ gap: '0.625rem' }}>
      {nudges.map(nudge => (
        <Nudge key={nudge.id} nudge={nudge} />
      ))}
      {hasLate && <Late toLog={toLog} />}
    </section>
  )
}

function Nudge({ nudge }: { nudge: Schema<'NudgeOut'> }) {
  const { t } = useTranslation('statements')
  const announce = useAnnounce()
  const see = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/my-nudges/{nudge_id}/seen', {
          params: { path: { nudge_id: id }, header: withKey(key) },
        }),
      ),
    changes: [['my-nudges']],
    onDone: () => announce(t('reminders.put')),
  })
  const isToPlace = nudge.kind === 'place_minutes'
  return (
    <>
      <Notice
        tone="needs"
        title={nudge.words}
        action={
          <Button
            variant="default"
            aria-label={t('reminders.seenNamed', { words: nudge.words })}
            size="sm"
            loading={see.isPending}
            onClick={() => see.mutate(nudge.id)}
          >
            {t('reminders.seen')}
          </Button>
        }
      >
        {t('reminders.from', { name: nudge.by_name, day: shortDay(nudge.made_at) })}
        {'. '}
        <Link to={isToPlace ? '/plan' : '/time'} className="text-link">
          {t(isToPlace ? 'reminders.plan' : 'reminders.toTime')}
        </Link>
      </Notice>
      {see.error && <RefusedNotice acting error={see.error} />}
    </>
  )
}

function Late({ toLog }: { toLog: Schema<'ToLogOut'> }) {
  const { t } = useTranslation('statements')
  // A round may hold more than one of them; the way to it is given once.
  const late = [...new Map(toLog.items.filter(isLate).map(item => [item.round_id, item])).values()]
  return (
    <Notice
      tone="needs"
      title={t('reminders.late', {
        count: toLog.log_within_days,
        minutes: inMinutes(toLog.reminder_minutes),
      })}
    >
      {t('reminders.lateDetail')}
      {late.slice(0, NAMED_MAX).map((item, at) => (
        <Fragment key={item.id}>
          {at === 0 ? ' ' : '; '}
          <Link
            to="/round/$roundId"
            params={{ roundId: item.round_id }}
            className="text-link"
            aria-label={t('reminders.lateItem', { when: item.when, what: item.title })}
          >
            {item.when}
          </Link>
        </Fragment>
      ))}
      {late.length > NAMED_MAX && ' …'}
    </Notice>
  )
}
