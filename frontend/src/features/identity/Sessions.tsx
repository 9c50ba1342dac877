import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { EndAllSessions } from './EndAllSessions'
import { SessionRow } from './SessionRow'

/** Every place where I am signed in, each of which can be ended. */
export function Sessions() {
  const { t } = useTranslation('identity')
  const sessions = useInfiniteQuery({
    queryKey: ['sessions'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/sessions', { params: { query: { after: pageParam } }, signal })),
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Page narrow name={t('sessions.title')} title={t('sessions.title')} aside={t('sessions.lead')}>
      <div className="stack">
        <Loaded query={sessions}>
          {({ pages }) => {
            const all = pages.flatMap(page => page.items)
            if (all.length === 0)
              return <EmptyState title={t('sessions.emptyTitle')}>{t('sessions.emptyDetail')}</EmptyState>
            return (
              <ul className="panel">
                {all.map(session => (
                  <SessionRow key={session.id} session={session} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={sessions} />
        <EndAllSessions />
      </div>
    </Page>
  )
}
