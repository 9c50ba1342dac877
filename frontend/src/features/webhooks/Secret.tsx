import { useTranslation } from 'react-i18next'
import { CopyText } from '../../ui/CopyText'

/** A secret, this once. */
export function Secret({ secret }: { secret: string }) {
  const { t } = useTranslation('webhooks')
  return (
    <CopyText
      focused
      label={t('secretLabel')}
      description={t('secretOnce')}
      text={secret}
      copy={t('copy')}
      copied={t('copied')}
    />
  )
}
