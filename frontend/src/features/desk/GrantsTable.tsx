import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import classes from './Desk.module.css'
import { sumOf } from './grants'

type Grant = Schema<'GrantOut'>
type GrantsTableProps = {
  grants: Grant[]
  /** There are no more to load, so that a sum under them is the year's. */
  isWhole: boolean
}

export function GrantsTable({ grants, isWhole }: GrantsTableProps) {
  const { t } = useTranslation('desk')
  const { t: ledger } = useTranslation('ledger')
  const what = ({ kind, source }: Grant) =>
    source === 'protected'
      ? t(`grants.kind.${kind}`)
      : t('grants.from', { what: t(`grants.kind.${kind}`), source: ledger(`source.${source}`) })
  return (
    <table className={`facts-table ${columns.snug} ${classes.heads}`} aria-label={t('grants.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('grants.what')}</th>
          <th scope="col" className={columns.wide}>
            {t('grants.when')}
          </th>
          <th scope="col" className={columns.wide}>
            {t('grants.who')}
          </th>
          <th scope="col" className={`figure ${columns.wide}`}>
            {t('grants.teachers')}
          </th>
          <th scope="col" className="figure">
            {t('grants.minutes')}
          </th>
        </tr>
      </thead>
      <tbody>
        {grants.map(grant => (
          <tr key={grant.id}>
            <th scope="row">
              {what(grant)}
              {grant.reason && (
                <div className="quiet" style={{ fontWeight: 400 }}>
                  {grant.reason}
                </div>
              )}
              <span className={`smaller quiet ${columns.narrow}`}>
                {momentInWords(grant.made_at)}. {t('person.by', { name: grant.by_name })}.{' '}
                {t('grants.teacherCount', { count: grant.teachers })}
              </span>
            </th>
            <td className={columns.wide}>{momentInWords(grant.made_at)}</td>
            <td className={columns.wide}>{grant.by_name}</td>
            <td className={`figure ${columns.wide}`}>{grant.teachers}</td>
            <td className="figure">{figure(grant.minutes).replace('-', '−')}</td>
          </tr>
        ))}
        {isWhole && (
          <tr className={classes.sum}>
            <th scope="row">{t('grants.sum')}</th>
            <td className={columns.wide} />
            <td className={columns.wide} />
            <td className={columns.wide} />
            <td className="figure">{figure(sumOf(grants)).replace('-', '−')}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
