import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { EmptyState } from '../../ui/EmptyState'
import { GroupsOwn } from '../../ui/GroupsOwn'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { KeyBox } from './KeyBox'
import { cycleQuery } from './queries'

/** Who A, B and C are, if the group wants Kenkyu to keep that. */
export function LabelKey() {
  const { t } = useTranslation('pupils')
  const { cycleId } = useParams({ from: '/signed-in/cycles/$cycleId/key' })
  const query = useQuery(cycleQuery(cycleId))
  const isStaff = holds(useMe(), 'teacher', 'cpd_lead', 'cover_lead', 'head')
  return (
    <Page
      narrow
      name={t('key.name')}
      title={t('key.title')}
      eyebrow={
        query.data && (
          <Link to="/cycles/$cycleId" params={{ cycleId }}>
            {query.data.title}
          </Link>
        )
      }
    >
      <GroupsOwn error={query.error} title={t('key.ours')} detail={t('key.oursDetail')}>
        <Loaded query={query} next={<ToToday />}>
          {cycle =>
            isStaff ? (
              <div className="stack">
                <p className="prose">{t('key.lead')}</p>
                <KeyBox cycle={cycle} />
              </div>
            ) : (
              <EmptyState title={t('key.membersOnly')}>{t('key.membersOnlyDetail')}</EmptyState>
            )
          }
        </Loaded>
      </GroupsOwn>
    </Page>
  )
}
