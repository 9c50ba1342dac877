import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { CycleFromOutside } from './CycleFromOutside'
import { EarlierCycles } from './EarlierCycles'
import { NoCycle } from './NoCycle'
import { OurCycleNow } from './OurCycleNow'
import { groupCyclesQuery } from './queries'

/** On the group's page: where we are in our cycle and what is missing, or how one starts. */
export function OurCycle({ groupId }: { groupId: string }) {
  const { t } = useTranslation('lessonStudy')
  const me = useMe()
  const { data: group } = useQuery(groupQuery(groupId))
  const query = useInfiniteQuery(groupCyclesQuery(groupId))
  const mine = group?.members.find(member => member.staff_id === me.staff_id)
  return (
    <Loaded
      query={query}
      skeleton={
        <Section title={t('panel.heading')}>
          <SkeletonRows rows={2} height={72} />
        </Section>
      }
    >
      {data => {
        const cycles = itemsOf(data)
        const now = cycles.find(cycle => cycle.state === 'active')
        const earlier = cycles.filter(cycle => cycle.state !== 'active')
        return (
          <>
            {!now && <NoCycle groupId={groupId} mayStart={Boolean(mine && !mine.is_guest)} />}
            {now && mine && <OurCycleNow cycleId={now.id} />}
            {now && !mine && <CycleFromOutside cycle={now} />}
            <EarlierCycles cycles={earlier} isOurs={Boolean(mine)} query={query} />
          </>
        )
      }}
    </Loaded>
  )
}
