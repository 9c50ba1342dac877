import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { Balance } from './Balance'
import classes from './Cycle.module.css'
import { Fidelity } from './Fidelity'
import { MechanismRow } from './MechanismRow'
import { NamesNotice } from './NamesNotice'
import { cycleQuery, mechanismsQuery } from './queries'

/** What the cycle has of what makes professional development work, and what it can say about that honestly. */
export function Mechanisms() {
  const { t } = useTranslation('lessonStudy')
  const { cycleId } = useParams({ from: '/signed-in/cycles/$cycleId/mechanisms' })
  const query = useQuery(mechanismsQuery(cycleId))
  const { data: cycle } = useQuery(cycleQuery(cycleId))
  return (
    <Page
      name={t('mechanisms.heading')}
      title={t('mechanisms.heading')}
      eyebrow={
        <Link to="/cycles/$cycleId" params={{ cycleId }}>
          {cycle?.title ?? t('cycle.name')}
        </Link>
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {found => (
          <div className="beside">
            <div className="stack">
              <NamesNotice id={`${cycleId}.mechanisms`} stored={found.names ?? []} />
              {found.parts.map(({ part, name, held }) => {
                const mechanisms = found.mechanisms.filter(one => one.part === part)
                return (
                  <Section
                    key={part}
                    title={name}
                    side={
                      <span className="small quiet">
                        {t('mechanisms.held', { held, count: mechanisms.length })}
                      </span>
                    }
                  >
                    <ul className={classes.rows}>
                      {mechanisms.map(one => (
                        <MechanismRow
                          key={one.number}
                          cycleId={cycleId}
                          mechanism={one}
                          mayEdit={cycle?.may_edit ?? false}
                        />
                      ))}
                    </ul>
                  </Section>
                )
              })}
            </div>
            <div className="stack">
              <Notice>{found.honest_line}</Notice>
              <Balance found={found} />
              <Fidelity found={found} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
