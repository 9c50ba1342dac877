import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Source } from './queries'

/** The way to what the last good look brought; nothing where nothing was brought. */
export function ToRun({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  if (!source.import_id) return null
  return (
    <p>
      <Link
        className="text-link"
        to={source.kind === 'staff' ? '/school/staff-list/$importId' : '/school/timetable/import/$importId'}
        params={{ importId: source.import_id }}
        aria-label={t('toRunNamed', { name: source.name })}
      >
        {t('toRun')}
      </Link>
    </p>
  )
}
