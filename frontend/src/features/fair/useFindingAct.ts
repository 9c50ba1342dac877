import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { draftQuery, touchedByFindings } from './queries'

export type Deed = 'agree' | 'submit' | 'submitChecked' | 'takeBack' | 'accept' | 'publish' | 'withdraw'

/** Agreeing, handing in, taking back, accepting, publishing, withdrawing. */
export function useFindingAct(id: string, version: number) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const client = useQueryClient()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const said: Record<Deed, string> = {
    agree: t('consent.agreeDone'),
    submit: w('submit.done'),
    submitChecked: w('submit.done'),
    takeBack: w('submit.tookBack'),
    accept: w('check.accepted'),
    publish: t('consent.published'),
    withdraw: t('consent.withdrawn'),
  }
  return useAct({
    send: (deed: Deed, key) => {
      const params = { path: { finding_id: id }, header: withKey(key) }
      const asRead = { ...params, header: { ...params.header, ...ifMatch(version) } }
      // That words which look like names are none is said by an author who has seen them, never beforehand.
      const body = { is_checked: deed === 'submitChecked' }
      switch (deed) {
        case 'agree':
          // Agreement is to the text that was read, not to one that somebody has just changed.
          return answer(api.POST('/api/findings/{finding_id}/agree', { params: asRead }))
        case 'submit':
        case 'submitChecked':
          return answer(api.POST('/api/findings/{finding_id}/submit', { params, body }))
        case 'takeBack':
          return answer(api.POST('/api/findings/{finding_id}/take-back', { params }))
        case 'accept':
          return answer(api.POST('/api/findings/{finding_id}/accept', { params: asRead }))
        case 'withdraw':
          return answer(api.POST('/api/findings/{finding_id}/withdraw', { params }))
        default:
          return answer(api.POST('/api/findings/{finding_id}/publish', { params }))
      }
    },
    changes: touchedByFindings,
    onDone: async (finding, deed) => {
      client.setQueryData(draftQuery(finding.id).queryKey, finding)
      announce(said[deed])
      if (finding.id === id) return
      // A newer edition has gone into the finding whose text it is; its own draft is no more.
      await navigate({ to: '/findings/$findingId/edit', params: { findingId: finding.id }, replace: true })
      client.removeQueries(draftQuery(id))
    },
  })
}
