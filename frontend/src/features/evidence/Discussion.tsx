import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { BeginDiscussion } from './BeginDiscussion'
import { DiscussionNow } from './DiscussionNow'
import { EvidencePage } from './EvidencePage'
import { discussionQuery } from './queries'

/** The discussion after the lesson, led by its protocol: one step at a time, evidence before the teaching. */
export function Discussion() {
  const { t } = useTranslation('evidence')
  const { roundId } = useParams({ from: '/signed-in/rounds/$roundId/discussion' })
  const query = useQuery(discussionQuery(roundId))
  return (
    <EvidencePage roundId={roundId} name={t('discussion.name')} title={t('discussion.title')}>
      <Loaded query={query}>
        {discussion =>
          discussion ? (
            <DiscussionNow roundId={roundId} discussion={discussion} />
          ) : (
            <BeginDiscussion roundId={roundId} />
          )
        }
      </Loaded>
    </EvidencePage>
  )
}
