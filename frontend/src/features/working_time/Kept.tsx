import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { KindWord } from '../../ui/KindWord'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { gridQuery } from './queries'
import { useSlots } from './useSlots'
import classes from './WorkingTime.module.css'
import { marked } from './year'

const KINDS = ['off', 'ppa', 'ect'] as const

/** A teacher's closed time in the timetable: days not worked, PPA, ECT time. */
export function Kept({ staffId }: { staffId: string }) {
  const { t } = useTranslation('workingTime')
  const slots = useSlots()
  const query = useQuery(gridQuery(staffId))
  return (
    <Section
      title={t('person.closed')}
      side={
        <Link to="/school/people/$staffId/timetable" params={{ staffId }} className="text-link small">
          {t('person.timetable')}
        </Link>
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={2} height={24} />}>
        {grid => (
          <ul className={classes.list}>
            {KINDS.map(kind => {
              const found = grid ? marked(grid, kind) : []
              return (
                <li key={kind} className={classes.line}>
                  <KindWord kind={kind} />
                  <span className="small">{found.length > 0 ? slots(found) : t('mine.nothingMarked')}</span>
                </li>
              )
            })}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
