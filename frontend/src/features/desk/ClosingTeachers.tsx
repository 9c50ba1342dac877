import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import classes from './Desk.module.css'

/** What becomes of each teacher's unplaced minutes when the year is closed: by name, in no other order. */
export function ClosingTeachers({ closing }: { closing: Schema<'ClosingOut'> }) {
  const { t } = useTranslation('desk')
  const { teachers, rolled_over_minutes: over, lapsed_minutes: lapsed } = closing
  return (
    <Section title={t(closing.is_over ? 'closing.teachers' : 'closing.teachersNow')} className={classes.fits}>
      {teachers.length === 0 ? (
        <p className="quiet">{t('closing.teachersNone')}</p>
      ) : (
        <>
          <p className="small quiet">
            {t('closing.teachersLead')}{' '}
            <Link to="/desk/policy" className="text-link">
              {t('closing.toPolicy')}
            </Link>
          </p>
          <table
            className={`facts-table ${columns.snug} ${classes.heads}`}
            style={{ marginTop: '0.75rem' }}
            aria-label={t('closing.teachersCaption')}
          >
            <thead>
              <tr>
                <th scope="col">{t('closing.teacher')}</th>
                <th scope="col" className="figure">
                  {t('closing.goesOver')}
                </th>
                <th scope="col" className="figure">
                  {t('closing.lapses')}
                </th>
              </tr>
            </thead>
            <tbody>
              {teachers.map(teacher => (
                <tr key={teacher.staff_id}>
                  <th scope="row">{teacher.staff_name}</th>
                  <td className="figure">{inMinutes(teacher.rolled_over_minutes)}</td>
                  <td className="figure">{inMinutes(teacher.lapsed_minutes)}</td>
                </tr>
              ))}
              <tr className={classes.sum}>
                <th scope="row">{t('closing.together')}</th>
                <td className="figure">{inMinutes(over)}</td>
                <td className="figure">{inMinutes(lapsed)}</td>
              </tr>
            </tbody>
          </table>
        </>
      )}
    </Section>
  )
}
