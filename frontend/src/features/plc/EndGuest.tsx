import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'

type EndGuestProps = { groupId: string; guest: Schema<'GroupOut'>['members'][number] }

/** A guest comes for a time: their group ends the invitation when the work is done. */
export function EndGuest({ groupId, guest }: EndGuestProps) {
  const { t } = useTranslation('group')
  const announce = useAnnounce()
  const end = useAct({
    send: (staffId: string, key) =>
      answer(
        api.POST('/api/groups/{group_id}/members/{staff_id}/leave', {
          params: { path: { group_id: groupId, staff_id: staffId }, header: withKey(key) },
        }),
      ),
    changes: [['group'], ['groups'], ['cycles']],
    onDone: () => announce(t('people.guestEnded', { name: guest.name })),
  })
  return (
    <div className="stack" style={{ gap: '0.5rem' }}>
      <ConfirmButton
        variant="subtle"
        ask={t('people.guestEndAsk', { name: guest.name })}
        yes={t('people.guestEndYes')}
        loading={end.isPending}
        onConfirm={() => end.mutate(guest.staff_id)}
      >
        {t('people.guestEnd', { name: guest.name })}
      </ConfirmButton>
      {end.error && <RefusedNotice acting error={end.error} />}
    </div>
  )
}
