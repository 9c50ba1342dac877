import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { GroupsOwn } from '../../ui/GroupsOwn'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { CycleFiles } from './CycleFiles'
import { cycleQuery } from './queries'
import { Sheets } from './Sheets'

/** A cycle as files, and sheets for who observes on paper. */
export function Documents() {
  const { t } = useTranslation('documents')
  const { cycleId } = useParams({ from: '/signed-in/cycles/$cycleId/documents' })
  const query = useQuery(cycleQuery(cycleId))
  const isStaff = holds(useMe(), 'teacher', 'cpd_lead', 'cover_lead', 'head')
  return (
    <Page
      narrow
      name={t('name')}
      title={t('title')}
      eyebrow={
        query.data && (
          <Link to="/cycles/$cycleId" params={{ cycleId }}>
            {query.data.title}
          </Link>
        )
      }
    >
      <GroupsOwn error={query.error} title={t('ours')} detail={t('oursDetail')}>
        <Loaded query={query} next={<ToToday />}>
          {cycle => (
            <div className="stack">
              <CycleFiles cycleId={cycle.id} withData={isStaff} />
              <Sheets lessons={cycle.lessons} />
            </div>
          )}
        </Loaded>
      </GroupsOwn>
    </Page>
  )
}
