import { useTranslation } from 'react-i18next'
import { placeOf } from './proposal'
import type { Proposal } from './shapes'

/** The name of each place of a proposal: "Prediction for C in “Write”". */
export function usePlaceWords(text: Proposal) {
  const { t } = useTranslation('lessonStudy')
  const title = (key: string) => text.stages.find(stage => stage.key === key)?.title || t('stages.unnamed')
  return {
    title,
    name: (path: string): string => {
      const place = placeOf(path)
      if (place.kind === 'criterion') return t('place.criterion', { label: place.label })
      if (place.kind === 'order') return t('place.order')
      if (place.kind === 'prediction')
        return t('place.prediction', { label: place.label, stage: title(place.key) })
      if (place.kind === 'stage')
        return t('place.stage', { part: t(`stages.${place.field}`), stage: title(place.key) })
      return t(`proposal.${place.field}`)
    },
    value: (path: string, value: string): string =>
      placeOf(path).kind === 'order' ? value.split(' ').filter(Boolean).map(title).join(', ') : value,
  }
}
