import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { dateOfInstant } from '../../lib/instants'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { schoolCyclesQuery } from './queries'
import { useLineWords } from './useLineWords'

/** For leads: which group is at which stage since when. Nothing that a group wrote. */
export function DeskCycles() {
  const { t } = useTranslation('lessonStudy')
  const words = useLineWords()
  const query = useInfiniteQuery(schoolCyclesQuery)
  const cycles = query.data ? itemsOf(query.data) : []
  return (
    <Page
      name={t('desk.name')}
      title={query.data && !query.hasNextPage ? t('desk.title', { count: cycles.length }) : t('desk.name')}
    >
      <p className="small quiet prose" style={{ marginBottom: '1rem' }}>
        {t('desk.lead')}
      </p>
      <Loaded query={query} next={<ToToday />}>
        {() =>
          cycles.length === 0 ? (
            <EmptyState title={t('desk.empty')}>{t('desk.emptyDetail')}</EmptyState>
          ) : (
            <div className="panel">
              <table className={`facts-table ${columns.snug}`}>
                <caption className="smaller quiet" style={{ textAlign: 'left', paddingBottom: '0.5rem' }}>
                  {t('desk.caption')}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{t('desk.group')}</th>
                    <th scope="col">{t('desk.stage')}</th>
                    <th scope="col" className={columns.wide}>
                      {t('desk.mode')}
                    </th>
                    <th scope="col" className={columns.wide}>
                      {t('desk.since')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {cycles.map(cycle => (
                    <tr key={cycle.id}>
                      <th scope="row">
                        <Link to="/group/$groupId" params={{ groupId: cycle.group_id }} className="text-link">
                          {cycle.group_name}
                        </Link>
                        <div className="quiet" style={{ fontWeight: 400 }}>
                          {cycle.title}
                        </div>
                      </th>
                      <td>
                        {words.stage(cycle)}
                        <span className={`${columns.narrow} quiet`}>
                          {t(`mode.${cycle.mode}`)}, {dateOfInstant(cycle.created_at)}
                        </span>
                      </td>
                      <td className={columns.wide}>{t(`mode.${cycle.mode}`)}</td>
                      <td className={columns.wide}>{dateOfInstant(cycle.created_at)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <LoadMore query={query} />
    </Page>
  )
}
