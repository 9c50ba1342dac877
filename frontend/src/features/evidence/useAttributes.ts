import { useTranslation } from 'react-i18next'
import type { ObservedPupil } from '../../api/field/shapes'

/** What may be said of a case pupil beside the label: the words of the closed list. */
export function useAttributes() {
  const { t } = useTranslation('evidence')
  const words = t('attributes', { returnObjects: true }) as Record<string, string>
  return ({ attributes }: Pick<ObservedPupil, 'attributes'>) =>
    attributes
      .map(name => words[name] ?? '')
      .filter(Boolean)
      .join(', ')
}
