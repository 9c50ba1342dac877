import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ColleagueSearch } from './ColleagueSearch'

export function AddMember({ group, onClose }: { group: Schema<'GroupOut'>; onClose: () => void }) {
  const { t } = useTranslation('group')
  const { t: common } = useTranslation()
  const announce = useAnnounce()
  const add = useAct({
    send: ({ id }: { id: string; name: string }, key) =>
      answer(
        api.POST('/api/groups/{group_id}/members', {
          params: { path: { group_id: group.id }, header: withKey(key) },
          body: { staff_id: id },
        }),
      ),
    changes: [['group', group.id], ['groups'], ['balances', group.id]],
    onDone: (_, { name }) => {
      announce(t('add.done', { name }))
      onClose()
    },
  })
  return (
    <div className="stack" style={{ marginTop: '0.75rem', gap: '0.5rem' }}>
      <ColleagueSearch without={new Set(group.members.map(member => member.staff_id))} onPick={add.mutate} />
      {add.error && <RefusedNotice acting error={add.error} />}
      <Button variant="subtle" onClick={onClose}>
        {common('act.cancel')}
      </Button>
    </div>
  )
}
