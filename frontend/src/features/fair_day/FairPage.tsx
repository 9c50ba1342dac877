import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { type ProgrammeOut, programmeQuery } from './queries'
import { useFairWords } from './useFairWords'

type FairPageProps = {
  /** The window's title, beside the fair's. */
  name: string
  /** The answer of the screen, when there is one; else the fair's own title. */
  title?: (programme: ProgrammeOut) => ReactNode
  actions?: (programme: ProgrammeOut) => ReactNode
  children: (programme: ProgrammeOut) => ReactNode
}

/** A screen of one fair: its title, its day, its faces while loading and refused. */
export function FairPage({ name, title, actions, children }: FairPageProps) {
  const { t } = useTranslation('fairDay')
  const { when } = useFairWords()
  const { fairId } = useParams({ from: '/signed-in/fairs/$fairId' })
  const query = useQuery(programmeQuery(fairId))
  const fair = query.data?.fair
  const answer = query.data && title?.(query.data)
  return (
    <Page
      name={fair ? `${name}, ${fair.title}` : name}
      title={answer ?? fair?.title ?? name}
      eyebrow={
        <>
          <Link to="/fairs" className="no-print">
            {t('nav.all')}
          </Link>
          {answer && fair && ` / ${fair.title}`}
        </>
      }
      aside={fair && when(fair)}
      actions={query.data && actions?.(query.data)}
    >
      <Loaded
        query={query}
        skeleton={<SkeletonRows rows={6} height={56} />}
        next={
          <Link to="/fairs" className="text-link">
            {t('nav.all')}
          </Link>
        }
      >
        {programme => (
          <>
            {programme.fair.state === 'cancelled' && (
              <Notice title={t('release.cancelledNotice')}>{t('release.cancelledDetail')}</Notice>
            )}
            {children(programme)}
          </>
        )}
      </Loaded>
    </Page>
  )
}
