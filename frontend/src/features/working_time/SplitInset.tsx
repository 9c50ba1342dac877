import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { workingTimeQuery } from './queries'
import { SplitForm } from './SplitForm'
import { useYear } from './useYear'

/** An INSET day held as twilights, by agreement. */
export function SplitInset() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const { on = '' } = useParams({ strict: false })
  const query = useQuery(workingTimeQuery(year))
  const day = query.data?.inset_days.find(one => one.held_on === on)
  const back = (
    <Link to="/school/directed-time" search={year ? { year } : {}} className="text-link">
      {t('calendar.name')}
    </Link>
  )
  return (
    <Page
      name={t('split.name')}
      eyebrow={back}
      title={day ? t('split.title', { day: longDay(on) }) : t('split.name')}
      aside={day && !day.is_split && t('split.aside', { time: inMinutes(day.minutes) })}
    >
      <Loaded query={query} next={<ToToday />}>
        {rules =>
          !day || !rules?.may_edit ? (
            <EmptyState title={t('split.noSuch')} action={back} />
          ) : day.is_split ? (
            <EmptyState title={t('split.isSplit')} action={back} />
          ) : (
            <SplitForm rules={rules} day={day} />
          )
        }
      </Loaded>
    </Page>
  )
}
