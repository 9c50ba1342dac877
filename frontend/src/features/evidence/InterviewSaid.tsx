import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Evidence.module.css'
import { answersOf } from './interview'
import { interviewsQuery } from './queries'

type InterviewSaidProps = { roundId: string; interview: Schema<'InterviewOut'> | undefined }

/** One pupil's answers, under the questions they belong to. */
export function InterviewSaid({ roundId, interview }: InterviewSaidProps) {
  const { t } = useTranslation('evidence')
  const questions = useQuery(interviewsQuery(roundId)).data?.questions ?? []
  const answers: Record<string, string> = interview ? answersOf(interview) : {}
  const said = questions.filter(question => answers[question.key])
  if (said.length === 0) return <p className="small quiet">{t('interviews.open')}</p>
  return (
    <dl className={classes.answers}>
      {said.map(question => (
        <div key={question.key}>
          <dt className="small quiet">{question.text}</dt>
          <dd className={classes.text}>{answers[question.key]}</dd>
        </div>
      ))}
    </dl>
  )
}
