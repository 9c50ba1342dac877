import { useTranslation } from 'react-i18next'
import type { Draft, Field } from './findingDraft'

/** The name of each part of a finding, and its content in words. */
export function useFieldWords() {
  const { t } = useTranslation('fair')
  const names: Record<Field, string> = {
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
  }
  return {
    name: (field: Field) => names[field],
    value: (field: Field, draft: Draft): string => {
      if (field === 'phase') return t(`phases.${draft.phase}`)
      if (field === 'licence') return t(`editor.licences.${draft.licence}`)
      if (field === 'audience') return t(`editor.audience.${draft.audience}`)
      if (field === 'round_ids') return String(draft.round_ids.length)
      return draft[field]
    },
  }
}
