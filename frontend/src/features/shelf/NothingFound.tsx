import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'

/** An empty fair, or a search that nothing answers. */
export function NothingFound({ isNarrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslation('shelf')
  if (!isNarrowed) return <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
  return (
    <EmptyState
      title={t('none')}
      action={
        <Link to="/fair" search={{}} className="text-link">
          {t('clear')}
        </Link>
      }
    >
      {t('noneDetail')}
    </EmptyState>
  )
}
