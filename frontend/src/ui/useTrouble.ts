import { useTranslation } from 'react-i18next'
import { type Trouble, troubleOf } from '../api/problems'

/** What to say about an error: of reading a page, or (`acting`) of something the person did. */
export function useTrouble(acting = false): (error: unknown) => Trouble {
  const { t } = useTranslation()
  return error =>
    troubleOf(error, {
      offlineTitle: t(acting ? 'face.actOfflineTitle' : 'face.offlineTitle'),
      offlineDetail: t(acting ? 'face.actOfflineDetail' : 'face.offlineDetail'),
      brokenTitle: t('face.brokenTitle'),
      brokenDetail: t('face.brokenDetail'),
    })
}
