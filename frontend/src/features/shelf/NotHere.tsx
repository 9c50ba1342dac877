import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'

/** The face of a finding that was taken back, or that this reader has no way to. */
export function NotHere({ why }: { why: 'withdrawn' | 'missing' | 'notYet' }) {
  const { t } = useTranslation('shelf')
  return (
    <EmptyState
      title={t(`gone.${why}Detail`)}
      action={
        <Link to="/fair" className="text-link">
          {t('finding.toFair')}
        </Link>
      }
    >
      {t(`gone.${why}Next`)}
    </EmptyState>
  )
}
