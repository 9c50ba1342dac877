import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'

/** Timetables, newest first, each with the way back to it. */
export function VersionTable({ versions }: { versions: Schema<'VersionOut'>[] }) {
  const { t } = useTranslation('timetable')
  return (
    <table className={`facts-table ${columns.snug}`} aria-label={t('versions.caption')}>
      <thead>
        <tr>
          <th scope="col" style={{ minWidth: '4.25rem' }}>
            {t('versions.number')}
          </th>
          <th scope="col">{t('versions.from')}</th>
          <th scope="col">{t('versions.holds')}</th>
          <th scope="col" className={columns.wide}>
            {t('versions.files')}
          </th>
          <th scope="col" className={columns.wide}>
            {t('versions.committed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <tr key={version.id}>
            <th scope="row" className="numbers">
              {version.number}
            </th>
            <td>
              {shortDay(version.starts_on)}
              {version.is_current && (
                <span className="strong" style={{ color: 'var(--k-accent)' }}>
                  , {t('versions.now')}
                </span>
              )}
            </td>
            <td>
              {t('versions.count', {
                teachers: version.teacher_count,
                lessons: figure(version.lesson_count),
              })}
              {version.copied_from && (
                <div className="smaller quiet">{t('versions.copy', { number: version.copied_from })}</div>
              )}
              {!version.is_current && (
                <div>
                  <Link
                    to="/school/timetable/back/$versionId"
                    params={{ versionId: version.id }}
                    className="text-link small"
                    style={{ display: 'inline-block', paddingBlock: '0.625rem' }}
                    aria-label={t('versions.backNamed', { number: version.number })}
                  >
                    {t('versions.back')}
                  </Link>
                </div>
              )}
            </td>
            <td className={`small quiet ${columns.wide}`}>{version.file_names.join(', ')}</td>
            <td className={`small quiet ${columns.wide}`}>{dateOfInstant(version.committed_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
