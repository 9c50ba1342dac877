import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { momentInWords, shortDay } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import classes from './Evidence.module.css'
import { readsQuery } from './queries'

/** Who opened notes that I made: each time, on which screen, when. */
export function MyNotes() {
  const { t } = useTranslation('evidence')
  const query = useInfiniteQuery(readsQuery)
  return (
    <Page narrow name={t('mine.name')} title={t('mine.title')} aside={t('mine.lead')}>
      <Loaded query={query}>
        {data => {
          const reads = itemsOf(data)
          if (reads.length === 0)
            return <EmptyState title={t('mine.none')}>{t('mine.noneDetail')}</EmptyState>
          return (
            <ul className={`panel ${classes.rows}`}>
              {reads.map(read => (
                <li key={read.read_at + read.reader_name + read.round_id}>
                  <p>
                    <span className="strong">{read.reader_name}</span>,{' '}
                    {t('observe.notes', { count: read.notes })}
                    {', '}
                    {t(`mine.places.${read.where_read}`).toLowerCase()}
                  </p>
                  <p className="small quiet numbers">
                    <Link to="/rounds/$roundId/notes" params={{ roundId: read.round_id }}>
                      {read.class_name}, {shortDay(read.held_on)}
                    </Link>
                    {' · '}
                    {momentInWords(read.read_at)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Page>
  )
}
