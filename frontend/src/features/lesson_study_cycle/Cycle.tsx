import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { CycleParts } from './CycleParts'
import { cycleQuery } from './queries'
import { useLineWords } from './useLineWords'

/** One cycle from its question to what was learned: the whole way, with what the group wrote at each stage. */
export function Cycle() {
  const { t } = useTranslation('lessonStudy')
  const words = useLineWords()
  const { cycleId } = useParams({ from: '/signed-in/cycles/$cycleId' })
  const query = useQuery(cycleQuery(cycleId))
  const cycle = query.data
  return (
    <Page
      name={cycle?.title ?? t('cycle.name')}
      title={cycle?.title ?? t('cycle.name')}
      eyebrow={
        cycle && (
          <Link to="/group/$groupId" params={{ groupId: cycle.group_id }}>
            {cycle.group_name}
          </Link>
        )
      }
      aside={cycle && (cycle.state === 'active' ? words.stage(cycle) : t(`state.${cycle.state}`))}
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={96} />} next={<ToToday />}>
        {loaded => <CycleParts cycle={loaded} />}
      </Loaded>
    </Page>
  )
}
