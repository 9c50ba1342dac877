import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'

/** Where a finding stands, as the sentence above it. */
export function useStateTitle() {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  return (finding: Schema<'FindingOut'>): string => {
    const { state, edition, published_at } = finding
    if (state === 'published') {
      const day = published_at ? dateOfInstant(published_at) : ''
      return edition > 1 ? w('title.edition', { edition, day }) : w('title.published', { day })
    }
    if (state !== 'draft') return w(`title.${state}`)
    const waiting = finding.authors.filter(author => !author.agreed)
    // What is missing has one sentence for everybody who has not agreed; the heading names them instead.
    const missing = finding.what_is_missing.length - (waiting.length > 0 ? 1 : 0)
    if (missing <= 0 && waiting.length === 0) return w('title.ready')
    if (finding.sent_back) return w('title.sentBack')
    if (missing > 0) return w('title.missing', { count: missing })
    const names = waiting.map(author => author.name).join(', ')
    return t('editor.draftWaits', { count: waiting.length, names })
  }
}
