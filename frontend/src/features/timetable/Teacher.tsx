import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { inMinutes } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { AskWhyNot } from './AskWhyNot'
import { MarkForm } from './MarkForm'
import { MarksLater } from './MarksLater'
import { ppaMinutes } from './marks'
import { gridQuery } from './queries'

/** A teacher's timetable over the whole cycle, and the time in it that is not free. */
export function Teacher() {
  const { t } = useTranslation('timetable')
  const { staffId } = useParams({ from: '/signed-in/school/people/$staffId/timetable' })
  const query = useQuery(gridQuery(staffId))
  // What is drawn and not saved yet counts in the heading too.
  const [drawn, setDrawn] = useState<number | null>(null)
  const grid = query.data
  const isNone = isRefusedWith(query.error, 'timetable/not-there')
  return (
    <Page
      name={grid ? t('teacher.name', { name: grid.staff_name }) : t('name')}
      eyebrow={
        <Link to="/school/people/$staffId" params={{ staffId }} className="text-link">
          {grid?.staff_name ?? t('versions.people')}
        </Link>
      }
      title={grid ? titleOf(grid) : isNone ? t('teacher.none') : t('name')}
      aside={
        grid &&
        grid.teaching_minutes > 0 &&
        t('teacher.aside', { teaching: inMinutes(grid.teaching_minutes), number: grid.version_number })
      }
    >
      {isNone ? (
        <EmptyState title={t('teacher.noneDetail')} />
      ) : (
        <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={6} height={48} />}>
          {loaded => (
            <div className="stack" style={{ gap: '1.5rem' }}>
              <MarksLater later={loaded.later} />
              <MarkForm
                key={`${loaded.staff_id} ${loaded.staff_version}`}
                grid={loaded}
                onDraw={marks => setDrawn(marks && ppaMinutes(loaded, marks))}
              />
              <AskWhyNot grid={loaded} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  )

  function titleOf(loaded: Schema<'TeacherGrid'>) {
    if (loaded.teaching_minutes === 0) return t('teacher.titleNone', { name: loaded.staff_name })
    return t('teacher.title', {
      name: loaded.staff_name,
      marked: drawn ?? loaded.ppa_minutes,
      needed: loaded.ppa_minutes_needed,
    })
  }
}
