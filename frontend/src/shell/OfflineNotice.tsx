import { useNetwork } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Notice } from '../ui/Notice'

/** Says calmly that there is no connection; screens keep showing what they have. */
export function OfflineNotice() {
  const { t } = useTranslation()
  const { online } = useNetwork()
  return <div role="status">{!online && <Notice tone="offline">{t('face.stored')}</Notice>}</div>
}
