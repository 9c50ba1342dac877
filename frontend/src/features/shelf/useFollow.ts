import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { DIGEST } from '../../api/digest'
import { useAnnounce } from '../../ui/Announcer'
import { FOLLOWS, NEWS } from './queries'
import type { Follow } from './shapes'
import type { LabelKind } from './shelf'

export type Label = { kind: LabelKind; value: string; label: string }

/** Begins to follow a label, and stops again. */
export function useFollow() {
  const { t } = useTranslation('shelf')
  const announce = useAnnounce()
  const follow = useAct({
    send: ({ kind, value }: Label, key) =>
      answer(api.POST('/api/me/follows', { params: { header: withKey(key) }, body: { kind, value } })),
    changes: [FOLLOWS, NEWS, DIGEST],
    onDone: (_, { label }) => announce(t('follow.begun', { label })),
  })
  const stop = useAct({
    send: ({ id }: Pick<Follow, 'id' | 'label'>, key) =>
      answer(
        api.POST('/api/me/follows/{follow_id}/stop', {
          params: { path: { follow_id: id }, header: withKey(key) },
        }),
      ),
    changes: [FOLLOWS, NEWS],
    onDone: (_, { label }) => announce(t('follow.stopped', { label })),
  })
  return { follow, stop }
}
