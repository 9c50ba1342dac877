import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { LessonParts } from './LessonParts'
import { OldVersion } from './OldVersion'
import { cycleQuery, lessonQuery } from './queries'

/** The research proposal of one lesson, written together; an earlier version of it when the address says so. */
export function ResearchLesson() {
  const { t } = useTranslation('lessonStudy')
  const { lessonId } = useParams({ from: '/signed-in/research-lessons/$lessonId' })
  const { version } = useSearch({ from: '/signed-in/research-lessons/$lessonId' })
  const query = useQuery(lessonQuery(lessonId))
  const lesson = query.data
  const { data: cycle } = useQuery({ ...cycleQuery(lesson?.cycle_id ?? ''), enabled: Boolean(lesson) })
  const title = lesson ? t('lesson.title', { number: lesson.number }) : t('lesson.name')
  return (
    <Page
      name={title}
      title={title}
      aside={lesson && t(`lessonState.${lesson.state}`)}
      eyebrow={
        lesson && (
          <Link to="/cycles/$cycleId" params={{ cycleId: lesson.cycle_id }}>
            {cycle?.title ?? t('cycle.name')}
          </Link>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={96} />} next={<ToToday />}>
        {loaded =>
          version ? (
            <OldVersion lesson={loaded} number={version} />
          ) : (
            <LessonParts key={loaded.id} lesson={loaded} />
          )
        }
      </Loaded>
    </Page>
  )
}
