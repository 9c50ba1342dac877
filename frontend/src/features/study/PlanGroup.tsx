import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { slotInWords, today } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { Term } from '../../ui/Term'
import { lessonKey } from './choice'
import { FindATime } from './FindATime'
import type { PlanSearch } from './Plan'
import { PlanBoard } from './PlanBoard'
import { planQuery } from './queries'

type PlanGroupProps = {
  group: Schema<'GroupSummary'>
  groups: Schema<'GroupSummary'>[]
  search: PlanSearch
  onGo: (search: PlanSearch) => void
}

/** One group's week of one host, and the lesson of it that is being planned. */
export function PlanGroup({ group, groups, search, onGo }: PlanGroupProps) {
  const { t } = useTranslation('plan')
  const { t: common } = useTranslation()
  const me = useMe()
  const hostId = search.host ?? me.staff_id
  const members = useQuery(groupQuery(group.id))
  const query = useQuery({ ...planQuery(group.id, hostId, search.on), placeholderData: keepPreviousData })
  const [picked, setPicked] = useState<string | null>(null)
  const announce = useAnnounce()
  const opener = useRef<HTMLButtonElement>(null)
  const plan = query.data
  const wanted = picked ?? (search.on && search.period && `${search.on} ${search.period}`)
  const lesson = plan?.lessons.find(one => lessonKey(one) === wanted) ?? plan?.lessons[plan.best[0] ?? -1]
  const { find, period: _, ...elsewhere } = search
  return (
    <Page
      name={t('name')}
      title={t('name')}
      aside={
        <>
          {plan ? t('lead', { group: group.name, week: plan.label }) : group.name}.{' '}
          <Term means={common('means.round')}>{t('whatIsRound')}</Term>
        </>
      }
      actions={
        <>
          <Button
            ref={opener}
            variant="default"
            aria-expanded={find ?? false}
            onClick={() => onGo({ ...elsewhere, group: group.id, ...(find ? {} : { find: true }) })}
          >
            {t('find.open')}
          </Button>
          {groups.length > 1 && (
            <NativeSelect
              aria-label={t('group')}
              value={group.id}
              data={groups.map(one => ({ value: one.id, label: one.name }))}
              onChange={event => onGo({ group: event.currentTarget.value })}
            />
          )}
        </>
      }
    >
      {find && (
        <FindATime
          groupId={group.id}
          onChoose={({ host_id, host_name, held_on, period, start }) => {
            setPicked(null)
            onGo({ group: group.id, host: host_id, on: held_on, period })
            announce(t('find.chosen', { when: slotInWords(held_on, period, start), host: host_name }))
            opener.current?.focus()
          }}
        />
      )}
      <Loaded query={query} skeleton={<SkeletonRows rows={4} height={120} />}>
        {loaded => (
          <PlanBoard
            plan={loaded}
            group={members.data}
            lesson={lesson}
            isStale={query.isPlaceholderData}
            isThisWeek={!search.on || loaded.days.includes(today())}
            onPick={key => setPicked(key)}
            onHost={host => onGo({ ...elsewhere, group: group.id, host })}
            onWeek={on => onGo({ ...elsewhere, group: group.id, host: hostId, on })}
            onAgain={() => void query.refetch()}
          />
        )}
      </Loaded>
    </Page>
  )
}
