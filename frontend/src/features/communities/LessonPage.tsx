import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Book } from './Book'
import { CancelLesson } from './CancelLesson'
import { EditLesson } from './EditLesson'
import { LessonFacts } from './LessonFacts'
import { lessonQuery } from './queries'
import { useLessonWords } from './useLessonWords'
import { Visitors } from './Visitors'

/** One lesson or study day: when, where, a place for oneself, and who comes. */
export function LessonPage() {
  const { t } = useTranslation('communities')
  const { when } = useLessonWords()
  const { lessonId } = useParams({ from: '/signed-in/together/lessons/$lessonId' })
  const query = useQuery(lessonQuery(lessonId))
  const [mode, setMode] = useState<'reading' | 'editing' | 'back'>('reading')
  const lesson = query.data
  return (
    <Page
      name={lesson?.title ?? t('lesson.name')}
      title={lesson?.title ?? t('lesson.name')}
      eyebrow={
        <>
          <Link to="/together">{t('lessons.name')}</Link>
          {lesson && ` / ${lesson.school_name}`}
        </>
      }
      aside={lesson && when(lesson)}
    >
      <Loaded query={query}>
        {loaded =>
          mode === 'editing' ? (
            <EditLesson lesson={loaded} onClose={() => setMode('back')} />
          ) : (
            <div className="beside">
              <div className="stack">
                {loaded.state === 'cancelled' && (
                  <Notice tone="needs" title={t('lesson.cancelledTitle')}>
                    {loaded.cancel_reason}
                  </Notice>
                )}
                {loaded.about && <p className="prose">{loaded.about}</p>}
                <Visitors lesson={loaded} />
              </div>
              <div className="stack">
                <Book lesson={loaded} />
                <LessonFacts lesson={loaded} isBack={mode === 'back'} onEdit={() => setMode('editing')} />
                {loaded.may.cancel && <CancelLesson lesson={loaded} />}
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
