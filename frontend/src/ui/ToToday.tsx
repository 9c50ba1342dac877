import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** The way on from a page that is not for this person. */
export function ToToday() {
  const { t } = useTranslation()
  return (
    <Link to="/" className="text-link">
      {t('face.toToday')}
    </Link>
  )
}
