import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { NamesFound } from '../../ui/NamesFound'
import classes from './Evidence.module.css'
import { EvidencePage } from './EvidencePage'
import { authorsOf, grouped, textsOf } from './grouped'
import { PupilSection } from './PupilSection'
import { lessonQuery, notesQuery } from './queries'

/** What the group saw and heard in one lesson, by pupil and stage, next to what was expected. */
export function Notes() {
  const { t } = useTranslation('evidence')
  const { roundId } = useParams({ from: '/signed-in/rounds/$roundId/notes' })
  const lesson = useQuery(lessonQuery(roundId))
  const query = useQuery(notesQuery(roundId))
  const [author, setAuthor] = useState('')
  const authors = authorsOf(query.data ?? [])
  const mine = (query.data ?? []).filter(note => note.is_mine)
  const observe = lesson.data?.may_note && (
    <ButtonLink variant="default" to="/rounds/$roundId/observe" params={{ roundId }}>
      {t('notes.observe')}
    </ButtonLink>
  )
  return (
    <EvidencePage
      roundId={roundId}
      name={t('notes.name')}
      title={query.data ? t('notes.title', { count: query.data.length }) : t('notes.titleName')}
      actions={observe}
    >
      <div className="stack">
        <p className="small quiet">
          {t('notes.confidential')}{' '}
          <Link to="/my-notes" className="text-link">
            {t('mine.link')}
          </Link>
        </p>
        {authors.length > 1 && (
          <NativeSelect
            label={t('notes.who')}
            className={classes.narrow}
            value={author}
            data={[{ value: '', label: t('notes.everyone') }, ...authors]}
            onChange={event => setAuthor(event.currentTarget.value)}
          />
        )}
        <NamesFound texts={textsOf(mine)} />
        <Loaded query={lesson}>
          {lessonData => (
            <Loaded query={query}>
              {notes =>
                notes.length === 0 && lessonData.pupils.length === 0 ? (
                  <EmptyState title={t('notes.empty')}>{t('notes.emptyDetail')}</EmptyState>
                ) : (
                  grouped(
                    lessonData,
                    notes.filter(note => !author || note.author_name === author),
                  ).map(one => <PupilSection key={one.pupil?.id ?? ''} roundId={roundId} one={one} />)
                )
              }
            </Loaded>
          )}
        </Loaded>
      </div>
    </EvidencePage>
  )
}
