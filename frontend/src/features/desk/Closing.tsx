import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { ClosingYear } from './ClosingYear'
import { mayClose, yearToClose } from './closing'
import { closingQuery, yearsQuery } from './queries'

/** The end of a year: is it over, is all logged, who has signed; then it is closed for good. */
export function Closing() {
  const { t } = useTranslation('desk')
  const { year: wanted } = useSearch({ from: '/signed-in/desk/closing' })
  const navigate = useNavigate({ from: '/desk/closing' })
  const years = useQuery(yearsQuery)
  const all = years.data?.items ?? []
  const chosen = all.find(year => year.id === wanted) ?? yearToClose(all, today())
  const query = useQuery({ ...closingQuery(chosen?.id ?? ''), enabled: chosen !== undefined })
  const closing = query.data
  const title = !closing
    ? t('closing.name')
    : t(
        closing.closed_at
          ? 'closing.titleClosed'
          : mayClose(closing)
            ? 'closing.titleReady'
            : closing.is_over
              ? 'closing.titleOver'
              : 'closing.titleRuns',
        { year: closing.year_name },
      )
  return (
    <Page
      name={t('closing.name')}
      title={title}
      actions={
        all.length > 1 && (
          <NativeSelect
            aria-label={t('closing.which')}
            value={chosen?.id}
            onChange={event => void navigate({ search: { year: event.currentTarget.value } })}
            data={all.map(year => ({ value: year.id, label: year.name }))}
          />
        )
      }
    >
      <Loaded query={years} next={<ToToday />}>
        {() =>
          chosen ? (
            <Loaded query={query} next={<ToToday />}>
              {loaded => <ClosingYear key={loaded.year_id} closing={loaded} />}
            </Loaded>
          ) : (
            <EmptyState
              title={t('noYear')}
              action={<ButtonLink to="/school/calendar">{t('noYearAct')}</ButtonLink>}
            >
              {t('noYearDetail')}
            </EmptyState>
          )
        }
      </Loaded>
    </Page>
  )
}
