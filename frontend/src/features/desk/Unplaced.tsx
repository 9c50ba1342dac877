import { VisuallyHidden } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { unplacedGroupsQuery } from '../../api/reminders'
import { inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import classes from './Desk.module.css'
import { unplacedQuery } from './queries'
import { RemindAll } from './RemindAll'
import { UnplacedNudge } from './UnplacedNudge'

/** Whose minutes have no place yet: by name, so that somebody can ask what is in the way. */
export function Unplaced() {
  const { t } = useTranslation('desk')
  const { t: words } = useTranslation('statements')
  const query = useInfiniteQuery(unplacedQuery)
  const isLead = holds(useMe(), 'cpd_lead')
  const all = query.data && itemsOf(query.data)
  const isWhole = all && !query.hasNextPage && all.length > 0
  return (
    <Page
      name={t('unplaced.name')}
      title={isWhole ? t('unplaced.titleCount', { count: all.length }) : t('unplaced.title')}
    >
      <div className="stack">
        <p className="quiet">{t('unplaced.lead')}</p>
        <Loaded query={query} next={<ToToday />}>
          {data => {
            const people = itemsOf(data)
            if (people.length === 0)
              return <EmptyState title={t('unplaced.empty')}>{t('unplaced.emptyDetail')}</EmptyState>
            return (
              <div className="stack" style={{ gap: '1.75rem' }}>
                <UnplacedNudge />
                <Groups />
                <Section plain title={words('risk.everybody')}>
                  {isLead && people.some(person => person.to_log_minutes > 0) && (
                    <RemindAll kind="log_minutes" />
                  )}
                  <People people={people} />
                  <LoadMore query={query} />
                </Section>
              </div>
            )
          }}
        </Loaded>
      </div>
    </Page>
  )
}

function Groups() {
  const { t } = useTranslation('statements')
  const query = useInfiniteQuery(unplacedGroupsQuery)
  if (query.data && itemsOf(query.data).length === 0) return null
  return (
    <Section plain title={t('risk.groups')}>
      <p className={`small quiet ${classes.lead}`}>{t('risk.groupsLead')}</p>
      <Loaded query={query}>
        {data => (
          <table className={`facts-table ${columns.snug}`} aria-label={t('risk.groups')}>
            <thead>
              <tr>
                <th scope="col">{t('school.groups.group')}</th>
                <th scope="col" className={`figure ${columns.wide}`}>
                  {t('school.allocated')}
                </th>
                <th scope="col" className="figure">
                  {t('school.left')}
                </th>
              </tr>
            </thead>
            <tbody>
              {itemsOf(data).map(group => (
                <tr key={group.group_id ?? 'none'}>
                  <th scope="row">{group.group_id ? group.name : t('school.groups.none')}</th>
                  <td className={`figure quiet ${columns.wide}`}>{inMinutes(group.allocated_minutes)}</td>
                  <td className="figure">{inMinutes(group.unplaced_minutes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}

function People({ people }: { people: Schema<'UnplacedOut'>[] }) {
  const { t } = useTranslation('desk')
  return (
    <table className={`facts-table ${columns.snug}`}>
      <caption>
        <VisuallyHidden>{t('unplaced.caption')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('unplaced.who')}</th>
          <th scope="col" className="figure">
            {t('unplaced.minutes')}
          </th>
          <th scope="col" className={`figure ${columns.wide}`}>
            {t('unplaced.allocated')}
          </th>
          <th scope="col" className={`figure ${columns.wide}`}>
            {t('unplaced.toLog')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map(person => (
          <tr key={person.staff_id}>
            <th scope="row">
              <Link to="/desk/people/$staffId" params={{ staffId: person.staff_id }} className="text-link">
                {person.staff_name}
              </Link>{' '}
              <span className="smaller quiet" style={{ fontWeight: 400 }}>
                {[person.department, person.group_name].filter(Boolean).join(', ')}
              </span>
              <span className={`smaller quiet ${columns.narrow}`}>
                {person.to_log_minutes > 0 &&
                  t('unplaced.toLogShort', { minutes: inMinutes(person.to_log_minutes) })}
              </span>
            </th>
            <td className="figure">{inMinutes(person.unplaced_minutes)}</td>
            <td className={`figure quiet ${columns.wide}`}>{inMinutes(person.allocated_minutes)}</td>
            <td className={`figure ${columns.wide}`}>
              {person.to_log_minutes > 0 && inMinutes(person.to_log_minutes)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
