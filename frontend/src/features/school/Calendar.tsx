import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { suggestedYear } from './englishYear'
import { currentYearQuery, yearQuery, yearsQuery } from './queries'
import { YearForm } from './YearForm'
import { draftOf, suggestedDraft } from './yearDraft'

const NEW = 'new'

/** The school year: which days there are, and which day of the timetable each of them is. */
export function Calendar() {
  const { t } = useTranslation('school')
  const { year: wanted } = useSearch({ from: '/signed-in/school/calendar' })
  const navigate = useNavigate({ from: '/school/calendar' })
  const years = useQuery(yearsQuery)
  const current = useQuery(currentYearQuery)
  const all = years.data?.items ?? []
  const fallback = current.data === null ? (all.at(-1)?.id ?? NEW) : current.data?.id
  const id = wanted ?? fallback
  const isNew = id === NEW
  const chosen = all.find(year => year.id === id)
  const suggestion = suggestedYear(today())
  const isTaken = all.some(year => year.name === suggestion.name)
  const title = chosen
    ? t('calendar.title', { name: chosen.name, days: chosen.ordinary_days, inset: chosen.inset_days })
    : isNew
      ? t('calendar.newTitle', { name: isTaken ? t('calendar.nextName') : suggestion.name })
      : t('calendar.name')
  const go = (year: string) => void navigate({ search: year ? { year } : {} })
  return (
    <Page
      name={t('calendar.name')}
      title={title}
      actions={
        all.length > 0 && (
          <>
            {all.length + (isNew ? 1 : 0) > 1 && (
              <NativeSelect
                aria-label={t('calendar.which')}
                value={id}
                onChange={event => go(event.currentTarget.value)}
                data={[
                  ...all.map(year => ({ value: year.id, label: year.name })),
                  ...(isNew ? [{ value: NEW, label: t('calendar.nextName') }] : []),
                ]}
              />
            )}
            {!isNew && (
              <Button variant="default" onClick={() => go(NEW)}>
                {t('calendar.next')}
              </Button>
            )}
          </>
        )
      }
    >
      <Loaded query={years}>
        {() =>
          id === undefined ? (
            <SkeletonRows rows={6} />
          ) : isNew ? (
            <div className="stack">
              {all.length === 0 && <Notice>{t('calendar.none')}</Notice>}
              <YearForm key={NEW} initial={suggestedDraft(today(), all)} />
            </div>
          ) : (
            <StoredYear key={id} id={id} />
          )
        }
      </Loaded>
    </Page>
  )
}

function StoredYear({ id }: { id: string }) {
  const query = useQuery(yearQuery(id))
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} />}>
      {({ year, exceptions }) => (
        <YearForm key={year.version} initial={draftOf(year, exceptions)} stored={year} />
      )}
    </Loaded>
  )
}
