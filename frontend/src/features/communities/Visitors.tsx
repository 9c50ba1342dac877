import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Communities.module.css'
import { FreePlace } from './FreePlace'
import { bookingsQuery, type Lesson } from './queries'

/** Who comes, for those who may know. */
export function Visitors({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('communities')
  const query = useInfiniteQuery({ ...bookingsQuery(lesson.id), enabled: lesson.may.see_visitors })
  if (!lesson.may.see_visitors) return null
  return (
    <Section title={t('lesson.visitors')} count={lesson.is_ours ? lesson.taken : 0}>
      <p className="small quiet">{t('lesson.visitorsLead')}</p>
      <Loaded query={query}>
        {data => {
          const bookings = itemsOf(data)
          if (bookings.length === 0) return <p className="quiet">{t('lesson.visitorsNone')}</p>
          return (
            <ul className={classes.list}>
              {bookings.map(one => (
                <li key={one.id}>
                  <p>
                    <span className="strong">{one.name}</span>, {one.school_name}
                  </p>
                  {one.note && <p className="small">{one.note}</p>}
                  {one.may_cancel && !one.is_mine && !lesson.has_begun && (
                    <FreePlace
                      lessonId={lesson.id}
                      bookingId={one.id}
                      label={t('lesson.freeNamed', { name: one.name })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
