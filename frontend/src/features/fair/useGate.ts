import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { classWithDate, type Place, pupilsNamed, wordsByField } from './pupilsNamed'
import { useFindingAct } from './useFindingAct'

/** Words to stand at the fields that were refused. */
export type AtFields = Partial<Record<Place, string>>

/** Handing in or publishing, and what it is refused for: names of pupils, words that may be names, a class with a day. */
export function useGate(finding: Schema<'FindingOut'>, onRefusedAt?: (fields: AtFields) => void) {
  const { t } = useTranslation('fair')
  const act = useFindingAct(finding.id, finding.version)
  // What was refused was the text as it stood then; a newer one has to be asked about anew.
  const [refused, setRefused] = useState(finding.version)
  const refusal = pupilsNamed(act.error)
  return {
    act,
    named: refused === finding.version ? refusal : null,
    /** What else went wrong. */
    error: refusal ? null : act.error,
    pass: (deed: 'submit' | 'submitChecked' | 'publish') =>
      act.mutate(deed, {
        onError: error => {
          setRefused(finding.version)
          const names = wordsByField(pupilsNamed(error)?.names ?? []).map(([field, words]) => [
            field,
            t('named.at', { words: words.map(word => t('named.word', { word })).join(', ') }),
          ])
          onRefusedAt?.({ ...Object.fromEntries(names), ...classWithDate(error) })
        },
      }),
  }
}
