import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Cycle.module.css'
import { CyclePath } from './CyclePath'
import { LessonStages } from './LessonStages'
import { MissingList } from './MissingList'
import { NextStep } from './NextStep'
import { cycleQuery } from './queries'

/** The cycle that the group is in, at a glance. */
export function OurCycleNow({ cycleId }: { cycleId: string }) {
  const { t } = useTranslation('lessonStudy')
  const query = useQuery(cycleQuery(cycleId))
  const cycle = query.data
  return (
    <Section
      title={t('panel.heading')}
      side={
        cycle && (
          <span className="small quiet numbers">
            {t('minutes.short', {
              held: inMinutes(cycle.minutes.held_total),
              planned: inMinutes(cycle.minutes.planned_total),
            })}
          </span>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={2} height={72} />}>
        {loaded => (
          <div className="stack">
            <p className={classes.title}>
              <Link to="/cycles/$cycleId" params={{ cycleId }} className="text-link">
                {loaded.title}
              </Link>
            </p>
            <CyclePath cycle={loaded} />
            <LessonStages cycle={loaded} />
            <MissingList cycle={loaded} />
            <NextStep cycle={loaded} />
          </div>
        )}
      </Loaded>
    </Section>
  )
}
