import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import classes from './Communities.module.css'
import { type TrustSchool, trustQuery } from './queries'

/** The fairs of the trust's schools, by name: figures of what the reader may read. */
export function TrustFairs() {
  const { t } = useTranslation('communities')
  const query = useInfiniteQuery(trustQuery)
  return (
    <Page name={t('trust.name')} title={t('trust.title')}>
      <div className="stack">
        <p className={classes.lead}>{t('trust.lead')}</p>
        <Loaded query={query}>
          {data => {
            const schools = itemsOf(data)
            if (schools.length === 0)
              return <EmptyState title={t('trust.empty')}>{t('trust.emptyDetail')}</EmptyState>
            return (
              <table className={`facts-table ${columns.snug}`}>
                <caption className={`small quiet ${classes.caption}`}>{t('trust.caption')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('trust.school')}</th>
                    <th scope="col" className="figure">
                      {t('trust.published')}
                    </th>
                    <th scope="col" className={`figure ${columns.wide}`}>
                      {t('trust.tried')}
                    </th>
                    <th scope="col" className={`figure ${columns.wide}`}>
                      {t('trust.open')}
                    </th>
                    <th scope="col">{t('trust.next')}</th>
                  </tr>
                </thead>
                <tbody>
                  {schools.map(school => (
                    <SchoolRow key={school.school_id} school={school} />
                  ))}
                </tbody>
              </table>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Page>
  )
}

function SchoolRow({ school }: { school: TrustSchool }) {
  const { t } = useTranslation('communities')
  const { next_fair: next } = school
  return (
    <tr>
      <th scope="row">
        {school.published > 0 ? (
          <Link
            to="/fair"
            search={{ school: school.school_id }}
            aria-label={t('trust.read', { school: school.name })}
            className="text-link"
          >
            {school.name}
          </Link>
        ) : (
          school.name
        )}
        {school.is_ours && ` (${t('trust.ours')})`}
        {school.last_published_at && (
          <span className="small quiet">
            {' '}
            {t('trust.newest', { day: dateOfInstant(school.last_published_at) })}
          </span>
        )}
      </th>
      <td className="figure">{figure(school.published)}</td>
      <td className={`figure ${columns.wide}`}>{figure(school.tried)}</td>
      <td className={`figure ${columns.wide}`}>{figure(school.open_lessons)}</td>
      <td>{next ? `${shortDay(next.held_on)}, ${next.title}` : t('trust.none')}</td>
    </tr>
  )
}
