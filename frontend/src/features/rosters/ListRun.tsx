import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ListProblems } from './ListProblems'
import { rosterQuery } from './queries'
import { TakenOver } from './TakenOver'
import { TakeOver } from './TakeOver'

/** What a list of staff would change, to say yes or no to. */
export function ListRun() {
  const { t } = useTranslation('rosters')
  const { importId } = useParams({ from: '/signed-in/school/staff-list/$importId' })
  const query = useQuery(rosterQuery(importId))
  const [done, setDone] = useState<Schema<'RosterCommitted'>>()
  const seen = query.data
  return (
    <Page
      name={t('run.name')}
      eyebrow={seen && `${seen.source}: ${seen.file_names.join(', ')}`}
      title={done ? t('take.done') : seen ? t('run.title', { count: seen.listed_count }) : t('run.name')}
      aside={seen && !done && asideOf(seen)}
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={6} height={72} />}>
        {loaded =>
          done ? (
            <TakenOver done={done} />
          ) : loaded.committed_at ? (
            <EmptyState
              title={t('run.taken', { moment: momentInWords(loaded.committed_at) })}
              action={
                <Link to="/school/people" className="text-link">
                  {t('run.toPeople')}
                </Link>
              }
            >
              {t('run.takenDetail')}
            </EmptyState>
          ) : (
            <div className="stack" style={{ gap: '2rem' }}>
              <ListProblems seen={loaded} />
              <TakeOver key={loaded.id} seen={loaded} onDone={setDone} />
            </div>
          )
        }
      </Loaded>
    </Page>
  )

  function asideOf({ group_counts, others_count }: Schema<'RosterImportOut'>) {
    return [
      t('run.same', { count: group_counts.same ?? 0 }),
      others_count > 0 && t('run.others', { count: others_count }),
    ]
      .filter(Boolean)
      .join(', ')
  }
}
