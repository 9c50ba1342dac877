import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { DueList } from './DueList'
import { KeepingForm } from './KeepingForm'
import { retentionQuery } from './queries'

/** How long the school keeps what was seen of pupils, and what will go soon. */
export function Keeping() {
  const { t } = useTranslation('pupils')
  const query = useQuery(retentionQuery)
  const chosen = query.data
  const day = chosen?.chosen_at ? dateOfInstant(chosen.chosen_at) : ''
  return (
    <Page
      narrow
      name={t('keeping.name')}
      title={chosen ? t('keeping.title', { count: chosen.evidence_months }) : t('keeping.name')}
      aside={
        chosen &&
        (chosen.by_name && day ? t('keeping.aside', { name: chosen.by_name, day }) : t('keeping.asideNone'))
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => (
          <div className="stack">
            <KeepingForm key={loaded.version} chosen={loaded} />
            <DueList />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
