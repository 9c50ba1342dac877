import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Meetings.module.css'
import type { Meeting } from './queries'

type ActionRowProps = { meeting: Meeting; action: Schema<'MeetingActionOut'> }

/** One promise; anybody of the group may say that it was done. */
export function ActionRow({ meeting, action }: ActionRowProps) {
  const { t } = useTranslation('meetings')
  const announce = useAnnounce()
  const finish = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/meetings/{meeting_id}/actions/{action_id}/done', {
          params: { path: { meeting_id: meeting.id, action_id: action.id }, header: withKey(key) },
        }),
      ),
    changes: [['meetings', 'one', meeting.id]],
    onDone: () => announce(t('actions.finished')),
  })
  const who = [action.name, action.by_on && t('actions.byDay', { day: shortDay(action.by_on) })]
  return (
    <li className={classes.todo}>
      <div>
        <p>{action.text}</p>
        <p className="small quiet numbers">{who.filter(Boolean).join(', ')}</p>
        {finish.error && <RefusedNotice acting error={finish.error} />}
      </div>
      {action.done_at ? (
        <span className="row small">
          <IconCircleCheck size={18} aria-hidden />
          {t('actions.doneOn', { day: dateOfInstant(action.done_at) })}
        </span>
      ) : (
        meeting.may_change && (
          <Button
            variant="default"
            size="sm"
            loading={finish.isPending}
            aria-label={t('actions.doneNamed', { text: action.text })}
            onClick={() => finish.mutate(null)}
          >
            {t('actions.done')}
          </Button>
        )
      )}
    </li>
  )
}
