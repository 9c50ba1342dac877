import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { AnswerForm } from './AnswerForm'
import type { Question } from './shapes'

/** One question with its answers; the team may answer. */
export function QuestionRow({ question }: { question: Question }) {
  const { t } = useTranslation('shelf')
  const [isAnswering, setAnswering] = useState(false)
  return (
    <li>
      <p>{question.text}</p>
      <p className="smaller quiet">
        {t('by', { name: question.by_name, school: question.school_name })}, {dateOfInstant(question.made_at)}
      </p>
      {question.answers.length > 0 && (
        <ul aria-label={t('questions.answers')}>
          {question.answers.map(one => (
            <li key={one.id}>
              <p>{one.text}</p>
              <p className="smaller quiet">
                {t('questions.answered', { name: one.by_name })}, {dateOfInstant(one.made_at)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {question.may_answer &&
        (isAnswering ? (
          <AnswerForm
            findingId={question.finding_id}
            questionId={question.id}
            onDone={() => setAnswering(false)}
          />
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            className="no-print"
            aria-label={t('questions.answerNamed', { name: question.by_name })}
            onClick={() => setAnswering(true)}
          >
            {t('questions.answer')}
          </Button>
        ))}
    </li>
  )
}
