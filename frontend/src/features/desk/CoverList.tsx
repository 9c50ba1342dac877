import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { longDay } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import classes from './Cover.module.css'
import { CoverRow } from './CoverRow'
import { byDay, type CoverDay } from './coverDays'

type CoverListProps = {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Schema<'CoverSlotOut'>[]; next?: string | null }>>
  heading: string
  lead?: string
  empty: string
  emptyDetail?: string
  mayArrange?: boolean
  /** Leaves out what lies before this day; the list begins with the oldest. */
  from?: string
}

/** Half-hours of one state, by day. */
export function CoverList({
  query,
  heading,
  lead,
  empty,
  emptyDetail,
  mayArrange = false,
  from = '',
}: CoverListProps) {
  const { t } = useTranslation('cover')
  const { data: loaded, hasNextPage, isFetching, fetchNextPage } = query
  const isAllPast = loaded && itemsOf(loaded).every(slot => slot.held_on < from)
  useEffect(() => {
    if (isAllPast && hasNextPage && !isFetching) void fetchNextPage()
  }, [isAllPast, hasNextPage, isFetching, fetchNextPage])
  return (
    <Section plain title={heading}>
      {lead && <p className={`small quiet ${classes.lead}`}>{lead}</p>}
      <Loaded query={query} next={<ToToday />}>
        {data => {
          const days = byDay(itemsOf(data).filter(slot => slot.held_on >= from))
          if (days.length === 0)
            return emptyDetail ? (
              <EmptyState title={empty}>{emptyDetail}</EmptyState>
            ) : (
              <p className="quiet">{empty}</p>
            )
          return (
            <table className={`facts-table ${classes.table}`} aria-label={heading}>
              <thead>
                <tr>
                  <th scope="col">{t('line.time')}</th>
                  <th scope="col">{t('line.class')}</th>
                  <th scope="col">{t('line.who')}</th>
                  <th scope="col">{t('line.by')}</th>
                </tr>
              </thead>
              {days.map(day => (
                <Day key={day.on} day={day} mayArrange={mayArrange} />
              ))}
            </table>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}

function Day({ day, mayArrange }: { day: CoverDay; mayArrange: boolean }) {
  return (
    <tbody>
      <tr className={classes.day}>
        <th scope="rowgroup" colSpan={4}>
          {longDay(day.on)}
        </th>
      </tr>
      {day.slots.map(slot => (
        <CoverRow key={slot.id} slot={slot} mayArrange={mayArrange} />
      ))}
    </tbody>
  )
}
