import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/ButtonLink'
import { EmptyState } from '../ui/EmptyState'
import { Page } from '../ui/Page'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page narrow name={t('face.notFoundTitle')} title={t('face.notFoundTitle')}>
      <EmptyState
        title={t('face.notFoundDetail')}
        action={<ButtonLink to="/">{t('face.toToday')}</ButtonLink>}
      />
    </Page>
  )
}
