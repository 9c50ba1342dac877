import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { touchedByStudy } from './queries'
import classes from './Round.module.css'

type AskAnotherProps = { round: Schema<'RoundOut'>; cover: Schema<'CoverSlotOut'>; onClose: () => void }

/** Asks more colleagues of the group; the first who accepts has it. */
export function AskAnother({ round, cover, onClose }: AskAnotherProps) {
  const { t } = useTranslation('round')
  const { t: common, i18n } = useTranslation()
  const announce = useAnnounce()
  const { data: group } = useQuery(groupQuery(round.group_id))
  const [ids, setIds] = useState<string[]>([])
  const isTaken = new Set([
    round.host_id,
    cover.released_id,
    ...cover.asks.map(one => one.staff_id),
    ...round.observations.filter(one => one.start === cover.start).map(one => one.staff_id),
  ])
  const able = group?.members.filter(member => !member.is_guest && !isTaken.has(member.staff_id)) ?? []
  const chosen = able.filter(one => ids.includes(one.staff_id))
  const names = new Intl.ListFormat(i18n.language === 'cy' ? 'cy' : 'en-GB').format(
    chosen.map(one => one.name),
  )
  const ask = useAct({
    send: (staff_ids: string[], key) =>
      answer(
        api.POST('/api/cover-slots/{slot_id}/ask', {
          params: { path: { slot_id: cover.id }, header: withKey(key) },
          body: { staff_ids },
        }),
      ),
    changes: touchedByStudy,
    onDone: () => {
      announce(t('ask.done', { names }))
      onClose()
    },
  })
  return (
    <div className={classes.ask}>
      {group && able.length === 0 ? (
        <p className="small">{t('ask.none')}</p>
      ) : (
        <Checkbox.Group label={t('ask.whom')} value={ids} onChange={setIds}>
          <div className="stack" style={{ gap: '0.5rem', marginTop: '0.375rem' }}>
            {able.map(one => (
              <Checkbox key={one.staff_id} value={one.staff_id} label={`${one.name}, ${one.department}`} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {ask.error && <RefusedNotice acting error={ask.error} />}
      <div className="row">
        {able.length > 0 && (
          <Button
            disabled={chosen.length === 0}
            loading={ask.isPending}
            onClick={() => ask.mutate(chosen.map(one => one.staff_id))}
          >
            {chosen.length ? t('ask.submit', { names }) : t('ask.nobody')}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {common('act.close')}
        </Button>
      </div>
    </div>
  )
}
