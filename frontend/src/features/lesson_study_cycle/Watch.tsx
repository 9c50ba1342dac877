import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cycle.module.css'
import { Part } from './Part'
import type { LessonOut } from './shapes'
import { useLessonAct } from './useLessonAct'
import { unwatched, watchersOf, watchOf } from './watching'

/** Who watches which case pupil. Each has somebody's eyes for the whole lesson. */
export function Watch({ lesson }: { lesson: LessonOut }) {
  const { t } = useTranslation('lessonStudy')
  const { data: group } = useQuery(groupQuery(lesson.group_id))
  const [draft, setDraft] = useState<Record<string, string[]> | null>(null)
  const watch = draft ?? watchOf(lesson)
  const people = watchersOf(lesson, group?.members ?? [])
  const labels = lesson.pupils.map(pupil => pupil.label)
  const missing = unwatched(labels, watch)
  const save = useLessonAct({
    send: (_: null) =>
      answer(
        api.PUT('/api/research-lessons/{lesson_id}/watch', {
          params: { path: { lesson_id: lesson.id } },
          body: {
            watch: people
              .map(one => ({ staff_id: one.staff_id, pupil_labels: watch[one.staff_id] ?? [] }))
              .filter(one => one.pupil_labels.length > 0),
          },
        }),
      ),
    said: t('watch.saved'),
    onDone: () => setDraft(null),
  })
  return (
    <Part id="watch" title={t('watch.heading')}>
      <div className="stack">
        <p className={`small quiet ${classes.lead}`}>{t('watch.lead')}</p>
        {labels.length === 0 && <p className="quiet">{t('watch.noPupils')}</p>}
        {labels.length > 0 && (
          <ul className={classes.rows}>
            {people.map(one => (
              <li key={one.staff_id}>
                <Checkbox.Group
                  label={one.name}
                  value={watch[one.staff_id] ?? []}
                  onChange={chosen => setDraft({ ...watch, [one.staff_id]: chosen })}
                >
                  <div className="row" style={{ gap: '0.5rem 1.25rem', marginTop: '0.25rem' }}>
                    {labels.map(label => (
                      <Checkbox
                        key={label}
                        value={label}
                        disabled={!lesson.may_edit}
                        label={t('pupils.one', { label })}
                      />
                    ))}
                  </div>
                </Checkbox.Group>
              </li>
            ))}
          </ul>
        )}
        {labels.length > 0 && (
          <p role="status" className="small">
            {missing.length > 0
              ? t('watch.nobody', { count: missing.length, labels: missing.join(', ') })
              : t('watch.all')}
          </p>
        )}
        {lesson.may_edit && labels.length > 0 && (
          <div>
            <Button disabled={!draft} loading={save.isPending} onClick={() => save.mutate(null)}>
              {t('watch.save')}
            </Button>
          </div>
        )}
        {save.error && <RefusedNotice acting error={save.error} />}
      </div>
    </Part>
  )
}
