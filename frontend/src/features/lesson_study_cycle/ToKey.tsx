import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import type { CycleOut } from './shapes'

/** For the members of the group: who A, B and C are, if they let Kenkyu keep it. */
export function ToKey({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const isStaff = holds(useMe(), 'teacher', 'cpd_lead', 'cover_lead', 'head')
  if (!isStaff || cycle.pupils.length === 0) return null
  return (
    <p style={{ marginTop: '0.75rem' }}>
      <Link to="/cycles/$cycleId/key" params={{ cycleId: cycle.id }} className="text-link">
        {t('pupils.toKey')}
      </Link>
    </p>
  )
}
