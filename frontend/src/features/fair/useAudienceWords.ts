import { useTranslation } from 'react-i18next'
import type { Draft } from './findingDraft'

type Audience = Draft['audience']

/** What publishing is called, and what it does, for each audience. */
export function useAudienceWords() {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  return {
    publish: (audience: Audience) =>
      audience === 'group' ? w('submit.publish.group') : t(`consent.publish.${audience}`),
    publishAsk: (audience: Audience) =>
      audience === 'group' ? w('submit.publishAsk.group') : t(`consent.publishAsk.${audience}`),
  }
}
