import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longDate } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import classes from './Communities.module.css'
import { CommunityActs } from './CommunityActs'
import { EditCommunity } from './EditCommunity'
import { communityQuery } from './queries'
import { Reports } from './Reports'
import { Schools } from './Schools'

/** One community: its question, its steps, its schools, what they say. */
export function CommunityPage() {
  const { t } = useTranslation('communities')
  const { communityId } = useParams({ from: '/signed-in/together/communities/$communityId' })
  const query = useQuery(communityQuery(communityId))
  const [mode, setMode] = useState<'reading' | 'editing' | 'back'>('reading')
  const community = query.data
  return (
    <Page
      name={community?.name ?? t('community.name')}
      title={community?.name ?? t('community.name')}
      eyebrow={<Link to="/together/communities">{t('communities.name')}</Link>}
      aside={community?.focus}
    >
      <Loaded query={query}>
        {loaded =>
          mode === 'editing' ? (
            <EditCommunity community={loaded} onClose={() => setMode('back')} />
          ) : (
            <div className="beside">
              <div className="stack">
                {loaded.state === 'closed' && <Notice title={t('communities.closed')} />}
                {loaded.about && <p className="prose">{loaded.about}</p>}
                <Section title={t('community.steps')}>
                  <ol className={classes.steps}>
                    {loaded.steps.map(step => (
                      <li key={step.kind}>
                        <p className="strong">{t(`community.step.${step.kind}`)}</p>
                        <p className="small numbers">{longDate(step.held_on)}</p>
                        <p className="small prose">{step.text || t(`community.stepHint.${step.kind}`)}</p>
                      </li>
                    ))}
                  </ol>
                </Section>
                {loaded.is_joined && <Reports community={loaded} />}
              </div>
              <div className="stack">
                <Schools community={loaded} />
                <CommunityActs
                  community={loaded}
                  isBack={mode === 'back'}
                  onEdit={() => setMode('editing')}
                />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
