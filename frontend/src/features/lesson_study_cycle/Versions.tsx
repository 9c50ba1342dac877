import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { momentInWords } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import classes from './Cycle.module.css'
import { Part } from './Part'
import { versionsQuery } from './queries'
import type { LessonOut } from './shapes'

/** Who saved the proposal when; asked for only when somebody wants to see. */
export function Versions({ lesson }: { lesson: LessonOut }) {
  const { t } = useTranslation('lessonStudy')
  const [isOpen, setOpen] = useState(false)
  const query = useInfiniteQuery({ ...versionsQuery(lesson.id), enabled: isOpen })
  return (
    <Part
      id="versions"
      title={t('versions.heading')}
      side={
        <Button variant="subtle" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'versions.hide' : 'versions.show')}
        </Button>
      }
    >
      {lesson.saved_at && (
        <p className="small quiet">
          {t('versions.last', { name: lesson.saved_by_name, when: momentInWords(lesson.saved_at) })}
        </p>
      )}
      {isOpen && (
        <Loaded query={query}>
          {data =>
            itemsOf(data).length === 0 ? (
              <p className="quiet">{t('versions.none')}</p>
            ) : (
              <ol className={classes.rows} reversed>
                {itemsOf(data).map(version => (
                  <li key={version.number}>
                    <Link
                      to="/research-lessons/$lessonId"
                      params={{ lessonId: lesson.id }}
                      search={{ version: version.number }}
                      className="text-link"
                    >
                      {momentInWords(version.saved_at)}
                    </Link>{' '}
                    {version.saved_by_name}
                    {version.is_merged && <span className="quiet">, {t('versions.merged')}</span>}
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      )}
      {isOpen && <LoadMore query={query} />}
    </Part>
  )
}
