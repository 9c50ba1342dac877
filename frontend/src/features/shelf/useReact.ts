import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'

/** Answers a finding: will try it, or tried it and says what happened. */
export function useReact(findingId: string, onDone?: () => void) {
  const { t } = useTranslation('shelf')
  const announce = useAnnounce()
  return useAct({
    send: (body: Schema<'ReactionIn'>, key) =>
      answer(
        api.POST('/api/fair/findings/{finding_id}/reactions', {
          params: { path: { finding_id: findingId }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['fair']],
    onDone: reaction => {
      announce(t(reaction.kind === 'tried' ? 'react.thanksTried' : 'react.thanksWill'))
      onDone?.()
    },
  })
}
