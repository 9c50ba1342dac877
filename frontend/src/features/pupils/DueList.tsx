import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trans, useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { longDate } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Pupils.module.css'
import { type Due, dueQuery } from './queries'

const PARTS = ['notes', 'photos', 'interviews', 'entries'] as const

/** What will be deleted within 60 days, the first to go first. */
export function DueList() {
  const { t } = useTranslation('pupils')
  const query = useInfiniteQuery(dueQuery)
  const what = (one: Due) =>
    one.kind === 'key'
      ? t('keeping.key')
      : t('keeping.evidence', {
          parts: PARTS.filter(part => one[part] > 0)
            .map(part => t(`keeping.${part}`, { count: one[part] }))
            .join(', '),
        })
  return (
    <Section title={t('keeping.due')}>
      <Loaded query={query}>
        {data => {
          const due = itemsOf(data)
          if (due.length === 0)
            return <EmptyState title={t('keeping.dueNone')}>{t('keeping.dueNoneDetail')}</EmptyState>
          return (
            <ul className={classes.due}>
              {due.map(one => (
                <li key={`${one.kind} ${one.id}`}>
                  <div>
                    <p className="strong">{what(one)}</p>
                    <p className="small quiet">
                      {one.group_name}: {one.title}
                    </p>
                  </div>
                  <p className="numbers">{longDate(one.goes_on)}</p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
      <p className="small quiet" style={{ marginTop: '0.75rem' }}>
        <Trans
          t={t}
          i18nKey="keeping.proof"
          components={{ audit: <Link to="/school/audit" className="text-link" /> }}
        />
      </p>
    </Section>
  )
}
