import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { slotInWords } from '../../lib/dates'
import { Page } from '../../ui/Page'
import { lessonQuery } from './queries'

type EvidencePageProps = {
  roundId: string
  name: string
  title: ReactNode
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A screen about one lesson, with the way back to its round. */
export function EvidencePage({ roundId, children, ...page }: EvidencePageProps) {
  const { data } = useQuery(lessonQuery(roundId))
  const round = data?.round
  return (
    <Page
      {...page}
      eyebrow={
        round && (
          <Link to="/round/$roundId" params={{ roundId }}>
            {[round.class_name, round.subject].filter(Boolean).join(' ')}, {round.host_name},{' '}
            {slotInWords(round.held_on, round.period, dayjs(round.starts_at).format('H:mm'))}
          </Link>
        )
      }
    >
      {children}
    </Page>
  )
}
