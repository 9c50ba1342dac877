import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { figure } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { LoadRoster } from './LoadRoster'
import { rosterQuery } from './queries'
import { RemoveRoster } from './RemoveRoster'

/** Whether Kenkyu knows pupils' names when it sees them, what it stores for that, and how it forgets them. */
export function Roster() {
  const { t } = useTranslation('pupils')
  const query = useQuery(rosterQuery)
  const roster = query.data
  const day = roster?.loaded_at ? dateOfInstant(roster.loaded_at) : ''
  const title = !roster
    ? t('roster.name')
    : day
      ? t('roster.title.some', { count: roster.names, figure: figure(roster.names) })
      : t('roster.title.none')
  return (
    <Page narrow name={t('roster.name')} title={title}>
      <Loaded query={query} next={<ToToday />}>
        {({ by_name }) => (
          <div className="stack">
            {day && (
              <p>{by_name ? t('roster.since', { day, name: by_name }) : t('roster.sinceNobody', { day })}</p>
            )}
            <Section title={t('roster.why')}>
              <p className="prose">{t('roster.whyDetail')}</p>
              <h3 style={{ marginTop: '0.75rem' }}>{t('roster.stored')}</h3>
              <p className="prose">{t('roster.storedDetail')}</p>
            </Section>
            <LoadRoster isThere={Boolean(day)} />
            {day && <RemoveRoster />}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
