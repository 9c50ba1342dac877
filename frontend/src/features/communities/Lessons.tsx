import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import classes from './Communities.module.css'
import { LessonRow } from './LessonRow'
import { lessonsQuery } from './queries'

/** Research lessons and study days of other schools, the next one first. */
export function Lessons() {
  const { t } = useTranslation('communities')
  const me = useMe()
  const [mine, setMine] = useState(false)
  const query = useInfiniteQuery(lessonsQuery(mine))
  const open = holds(me, 'cpd_lead', 'head') && (
    <ButtonLink to="/together/lessons/new">{t('lessons.open')}</ButtonLink>
  )
  return (
    <Page name={t('lessons.name')} title={t('lessons.title')} actions={open}>
      <div className="stack">
        <p className={classes.lead}>{t('lessons.lead')}</p>
        <div>
          <SegmentedControl
            className={classes.switch}
            aria-label={t('lessons.which')}
            value={mine ? 'mine' : 'all'}
            data={[
              { value: 'all', label: t('lessons.all') },
              { value: 'mine', label: t('lessons.mine') },
            ]}
            onChange={value => setMine(value === 'mine')}
          />
        </div>
        <Loaded query={query}>
          {data => {
            const lessons = itemsOf(data)
            if (lessons.length === 0)
              return (
                <EmptyState title={t(mine ? 'lessons.mineEmpty' : 'lessons.empty')}>
                  {!mine && t('lessons.emptyDetail')}
                </EmptyState>
              )
            return (
              <ul className={classes.rows}>
                {lessons.map(lesson => (
                  <LessonRow key={lesson.id} lesson={lesson} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Page>
  )
}
