import { useTranslation } from 'react-i18next'
import { isMechanism } from '../../lib/mechanisms'
import { PHASES } from '../../lib/phases'
import type { LabelKind } from './shelf'

/** A label as teachers say it: phases and mechanisms by name, the rest as its authors wrote it. */
export function useLabelWords() {
  const { t: fair } = useTranslation('fair')
  const { t: writing } = useTranslation('writing')
  return (kind: LabelKind, value: string, label: string): string => {
    if (kind === 'phase') {
      const phase = PHASES.find(one => one === value)
      return phase ? fair(`phases.${phase}`) : label
    }
    if (kind === 'mechanism') {
      const number = Number(value)
      return isMechanism(number) ? writing(`mechanisms.names.${number}`) : label
    }
    return label
  }
}
