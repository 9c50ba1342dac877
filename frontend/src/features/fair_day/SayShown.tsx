import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Slot, touchedByFairs } from './queries'

/** Its presenter, or a lead, says that it was shown. */
export function SayShown({ slot, fairId }: { slot: Slot; fairId: string }) {
  const { t } = useTranslation('fairDay')
  const announce = useAnnounce()
  const { title } = slot.finding
  const say = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/fairs/{fair_id}/slots/{slot_id}/presented', {
          params: { path: { fair_id: fairId, slot_id: slot.id }, header: withKey(key) },
        }),
      ),
    changes: touchedByFairs,
    onDone: () => announce(t('mine.showDone', { title })),
  })
  return (
    <div className="stack">
      <div>
        <Button
          variant="light"
          loading={say.isPending}
          aria-label={t('mine.showNamed', { title })}
          onClick={() => say.mutate(null)}
        >
          {t('mine.show')}
        </Button>
      </div>
      {say.error && <RefusedNotice acting error={say.error} />}
    </div>
  )
}
