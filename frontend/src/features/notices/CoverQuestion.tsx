import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { coverQuestionQuery } from './queries'
import classes from './Ways.module.css'

type CoverQuestionProps = { secret: string; question: Schema<'CoverQuestionOut'> }

/** Who, when and what; the two answers, as long as one is awaited. */
export function CoverQuestion({ secret, question }: CoverQuestionProps) {
  const { t } = useTranslation('notices')
  const client = useQueryClient()
  const announce = useAnnounce()
  const { queryKey } = coverQuestionQuery(secret)
  const names = { class: question.class_name, name: question.name, by: question.released_name }
  const say = useAct({
    send: (wish: 'accept' | 'decline') =>
      answer(api.POST('/api/cover-answers', { body: { secret, answer: wish } })),
    onDone: said => {
      client.setQueryData(queryKey, said)
      announce(t(`answer.title.${said.state}`, names))
    },
  })
  const facts: [string, string][] = [
    [t('answer.when'), t('answer.whenValue', question)],
    [t('answer.class'), [question.class_name, question.subject].filter(Boolean).join(', ')],
    [t('answer.where'), question.room],
    [t('answer.minutes'), t('answer.minutesValue', { count: question.minutes })],
  ]
  return (
    <div className="stack">
      <p>{t(`answer.detail.${question.state}`, names)}</p>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {say.error && <RefusedNotice acting error={say.error} />}
      {question.state === 'open' ? (
        <div className="row">
          <Button
            size="md"
            loading={say.isPending && say.variables === 'accept'}
            onClick={() => say.mutate('accept')}
          >
            {t('answer.yes', names)}
          </Button>
          <Button
            size="md"
            variant="default"
            loading={say.isPending && say.variables === 'decline'}
            onClick={() => say.mutate('decline')}
          >
            {t('answer.no')}
          </Button>
        </div>
      ) : (
        <p>
          <Link to="/" className="text-link">
            {t('answer.toWeek')}
          </Link>
        </p>
      )}
    </div>
  )
}
