import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** The way out; the server says so if too few would remain. */
export function LeaveGroup({ group }: { group: Schema<'GroupOut'> }) {
  const { t } = useTranslation('group')
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const leave = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/groups/{group_id}/members/{staff_id}/leave', {
          params: { path: { group_id: group.id, staff_id: me.staff_id }, header: withKey(key) },
        }),
      ),
    changes: [['me'], ['groups'], ['my-week'], ['time']],
    onDone: async () => {
      announce(t('add.left'))
      await navigate({ to: '/' })
      client.removeQueries({ queryKey: ['group', group.id] })
    },
  })
  if (!group.members.some(member => member.staff_id === me.staff_id && !member.is_guest)) return null
  return (
    <div className="stack" style={{ marginTop: '0.5rem', gap: '0.5rem' }}>
      <ConfirmButton
        variant="subtle"
        ask={t('add.leaveAsk')}
        yes={t('add.leaveYes')}
        loading={leave.isPending}
        onConfirm={() => leave.mutate(null)}
      >
        {t('people.leave')}
      </ConfirmButton>
      {leave.error && <RefusedNotice acting error={leave.error} />}
    </div>
  )
}
