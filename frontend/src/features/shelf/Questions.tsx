import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { AskForm } from './AskForm'
import classes from './Finding.module.css'
import { QuestionRow } from './QuestionRow'
import { questionsQuery } from './queries'
import type { Finding } from './shapes'

/** What readers ask the team, and what the team answers. */
export function Questions({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const query = useInfiniteQuery(questionsQuery(finding.id))
  const [isAsking, setAsking] = useState(false)
  return (
    <section className={`${classes.section} ${classes.questions}`}>
      <h2>{t('questions.heading')}</h2>
      <Loaded query={query}>
        {data => {
          const all = itemsOf(data)
          if (all.length === 0) return <p className="small quiet">{t('questions.none')}</p>
          return (
            <ul>
              {all.map(question => (
                <QuestionRow key={question.id} question={question} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
      {finding.may_react &&
        (isAsking ? (
          <AskForm findingId={finding.id} onDone={() => setAsking(false)} />
        ) : (
          <Button
            variant="default"
            mt="sm"
            className="no-print"
            leftSection={<IconMessageQuestion size={18} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('questions.ask')}
          </Button>
        ))}
    </section>
  )
}
