import { useTranslation } from 'react-i18next'
import { isMechanism } from '../../lib/mechanisms'
import type { Draft, Field } from './findingDraft'
import type { Place } from './pupilsNamed'

/** The name of each part of a finding, and its content in words. */
export function useFieldWords() {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const names: Record<Place, string> = {
    title: t('editor.title'),
    pull_quote: t('editor.quote'),
    background: t('editor.background'),
    aims: t('editor.aims'),
    methods: t('editor.methods'),
    findings: t('editor.findings'),
    implications: t('editor.implications'),
    next_time: t('editor.next_time'),
    focus: t('editor.focus'),
    phase: t('editor.phase'),
    subject: t('editor.subject'),
    licence: t('editor.licence'),
    audience: t('editor.who'),
    round_ids: t('editor.rounds'),
    mechanisms: w('mechanisms.heading'),
    adapts_id: w('adapts.heading'),
    alt: w('files.alt'),
    file_name: w('files.name'),
  }
  return {
    name: (field: Place) => names[field],
    value: (field: Field, draft: Draft): string => {
      if (field === 'phase') return t(`phases.${draft.phase}`)
      if (field === 'licence') return t(`editor.licences.${draft.licence}`)
      if (field === 'audience')
        return draft.audience === 'group' ? w('audience.group') : t(`editor.audience.${draft.audience}`)
      if (field === 'round_ids') return String(draft.round_ids.length)
      if (field === 'mechanisms')
        return draft.mechanisms
          .filter(isMechanism)
          .map(one => w(`mechanisms.names.${one}`))
          .join('\n')
      if (field === 'adapts_id') return draft.adapts_id ? w('adapts.thisOne') : w('adapts.none')
      return draft[field]
    },
  }
}
