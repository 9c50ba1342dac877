import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState'
import { Page } from '../ui/Page'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page narrow name={t('face.notFoundTitle')} title={t('face.notFoundTitle')}>
      <EmptyState
        title={t('face.notFoundDetail')}
        action={
          <Button component={Link} to="/">
            {t('face.toToday')}
          </Button>
        }
      />
    </Page>
  )
}
