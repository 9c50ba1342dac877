import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { longDay } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
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
}

/** Half-hours of one state, by day. */
export function CoverList({ query, heading, lead, empty, emptyDetail, mayArrange = false }: CoverListProps) {
  return (
    <Section plain title={heading}>
      {lead && <p className={`small quiet ${classes.lead}`}>{lead}</p>}
      <Loaded query={query}>
        {data => {
          const days = byDay(itemsOf(data))
          if (days.length === 0)
            return emptyDetail ? (
              <EmptyState title={empty}>{emptyDetail}</EmptyState>
            ) : (
              <p className="quiet">{empty}</p>
            )
          return days.map(day => <Day key={day.on} day={day} mayArrange={mayArrange} />)
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}

function Day({ day, mayArrange }: { day: CoverDay; mayArrange: boolean }) {
  const { t } = useTranslation('cover')
  const on = longDay(day.on)
  return (
    <div className={classes.day}>
      <h3>{on}</h3>
      <table className={`facts-table ${classes.table}`} aria-label={t('line.caption', { day: on })}>
        <thead>
          <tr>
            <th scope="col">{t('line.time')}</th>
            <th scope="col">{t('line.class')}</th>
            <th scope="col">{t('line.who')}</th>
            <th scope="col">{t('line.by')}</th>
          </tr>
        </thead>
        <tbody>
          {day.slots.map(slot => (
            <CoverRow key={slot.id} slot={slot} mayArrange={mayArrange} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
