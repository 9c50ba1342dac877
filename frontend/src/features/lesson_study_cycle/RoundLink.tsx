import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { groupRoundsQuery } from '../../api/groups'
import { slotInWords } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { Loaded } from '../../ui/Loaded'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Part } from './Part'
import { RoundNow } from './RoundNow'
import type { LessonOut } from './shapes'
import { useLessonAct } from './useLessonAct'

/** In which of the group's rounds the lesson is taught. */
export function RoundLink({ lesson }: { lesson: LessonOut }) {
  const { t } = useTranslation('lessonStudy')
  const query = useQuery(groupRoundsQuery(lesson.group_id))
  const [chosen, setChosen] = useState('')
  const link = useLessonAct({
    send: (round_id: string | null) =>
      answer(
        api.PUT('/api/research-lessons/{lesson_id}/round', {
          params: { path: { lesson_id: lesson.id } },
          body: { round_id },
        }),
      ),
    said: t('round.saved'),
    onDone: () => setChosen(''),
  })
  return (
    <Part id="round" title={t('round.heading')}>
      <Loaded query={query}>
        {({ items }) => {
          const now = items.find(round => round.id === lesson.round_id)
          const others = items.filter(round => round.state !== 'cancelled' && round.id !== lesson.round_id)
          return (
            <div className="stack">
              {lesson.round_id ? (
                <RoundNow lesson={lesson} round={now} onUnlink={() => link.mutate(null)} />
              ) : (
                <p className="quiet">{t(others.length > 0 ? 'round.none' : 'round.noneYet')}</p>
              )}
              {lesson.may_edit && (
                <div className="row" style={{ alignItems: 'end' }}>
                  {others.length > 0 && (
                    <>
                      <NativeSelect
                        label={t(lesson.round_id ? 'round.other' : 'round.choose')}
                        style={{ flex: '1 1 16rem' }}
                        data={[
                          { value: '', label: t('round.pick') },
                          ...others.map(round => ({
                            value: round.id,
                            label: `${slotInWords(round.held_on, round.period, round.start)}: ${round.host_name}, ${round.class_name}`,
                          })),
                        ]}
                        value={chosen}
                        onChange={event => setChosen(event.currentTarget.value)}
                      />
                      <Button disabled={!chosen} loading={link.isPending} onClick={() => link.mutate(chosen)}>
                        {t('round.link')}
                      </Button>
                    </>
                  )}
                  <ButtonLink to="/plan" search={{ group: lesson.group_id }} variant="default">
                    {t('round.plan')}
                  </ButtonLink>
                </div>
              )}
              {link.error && <RefusedNotice acting error={link.error} />}
            </div>
          )
        }}
      </Loaded>
    </Part>
  )
}
