import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { slotInWords } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { CancelRound } from './CancelRound'
import { EditRound } from './EditRound'
import { ObservationRow } from './ObservationRow'
import { roundQuery } from './queries'
import classes from './Round.module.css'
import { RoundDebrief } from './RoundDebrief'
import { RoundEvidence } from './RoundEvidence'
import { RoundStanding } from './RoundStanding'

/** One round: the lesson, who observes and who covers, the debrief, and what is still open. */
export function Round() {
  const { t } = useTranslation('round')
  const { roundId } = useParams({ from: '/signed-in/round/$roundId' })
  const query = useQuery(roundQuery(roundId))
  const round = query.data
  return (
    <Page
      name={t('name')}
      title={
        round
          ? t('title', {
              host: round.host_name,
              class: [round.class_name, round.subject].filter(Boolean).join(' '),
              when: slotInWords(round.held_on, round.period, round.start),
            })
          : t('name')
      }
      eyebrow={
        round && (
          <Link to="/group/$groupId" params={{ groupId: round.group_id }}>
            {round.group_name}
          </Link>
        )
      }
      aside={
        round &&
        [
          t(`state.${round.state}`),
          t('until', { start: clock(round.start), end: clock(round.end) }),
          round.room,
        ]
          .filter(Boolean)
          .join(', ')
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={4} height={96} />}>
        {loaded => (
          <div className="beside">
            <div className="stack">
              <RoundStanding round={loaded} />
              {loaded.warnings.map(warning => (
                <Notice key={warning}>{warning}</Notice>
              ))}
              <RoundEvidence round={loaded} />
              <Section title={t('observers')}>
                <ul className={classes.rows}>
                  {loaded.observations.map(observation => (
                    <ObservationRow key={observation.id} round={loaded} observation={observation} />
                  ))}
                </ul>
              </Section>
              <CancelRound round={loaded} />
            </div>
            <div className="stack">
              <Section quietTitle title={t('focus')}>
                <p className={classes.focus}>{loaded.focus}</p>
              </Section>
              <RoundDebrief round={loaded} />
              <EditRound round={loaded} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
