import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { EvidencePage } from './EvidencePage'
import { InterviewForm } from './InterviewForm'
import { InterviewSaid } from './InterviewSaid'
import { PupilPick } from './PupilPick'
import { interviewsQuery } from './queries'

/** Five minutes with each case pupil after the lesson, with the set questions. */
export function Interviews() {
  const { t } = useTranslation('evidence')
  const { roundId } = useParams({ from: '/signed-in/rounds/$roundId/interviews' })
  const query = useQuery(interviewsQuery(roundId))
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <EvidencePage
      roundId={roundId}
      name={t('interviews.name')}
      title={t('interviews.title')}
      aside={t('interviews.lead')}
    >
      <Loaded query={query}>
        {data => {
          const pupil = data.pupils.find(one => one.id === chosen) ?? data.pupils[0]
          if (!pupil)
            return <EmptyState title={t('interviews.empty')}>{t('interviews.emptyDetail')}</EmptyState>
          const held = (id: string) => data.interviews.some(one => one.case_pupil_id === id && one.held_at)
          return (
            <div className="stack">
              <PupilPick
                pupils={data.pupils}
                current={pupil.id}
                note={one => t(held(one.id) ? 'interviews.done' : 'interviews.open')}
                onPick={setChosen}
              />
              {data.pupils.map(one => (
                // All stay there, so that going to another pupil loses nothing that was typed.
                <div key={one.id} hidden={one.id !== pupil.id}>
                  {data.may_write ? (
                    <InterviewForm
                      roundId={roundId}
                      pupil={one}
                      data={data}
                      interview={data.interviews.find(each => each.case_pupil_id === one.id)}
                    />
                  ) : (
                    <InterviewSaid
                      roundId={roundId}
                      interview={data.interviews.find(each => each.case_pupil_id === one.id)}
                    />
                  )}
                </div>
              ))}
            </div>
          )
        }}
      </Loaded>
    </EvidencePage>
  )
}
