import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ComponentProps, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'
import type { CycleLine } from './shapes'

type EarlierCyclesProps = {
  cycles: CycleLine[]
  /** Only the group opens them. */
  isOurs: boolean
  query: ComponentProps<typeof LoadMore>['query']
}

/** What the group did before, and what became of it. */
export function EarlierCycles({ cycles, isOurs, query }: EarlierCyclesProps) {
  const { t } = useTranslation('lessonStudy')
  const [isOpen, setOpen] = useState(false)
  if (cycles.length === 0) return null
  return (
    <Section
      quietTitle
      title={t('earlier.heading')}
      side={
        <Button variant="subtle" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('earlier.hide') : t('earlier.show', { count: cycles.length })}
        </Button>
      }
    >
      {isOpen && (
        <ul className={classes.rows}>
          {cycles.map(cycle => (
            <li key={cycle.id}>
              {isOurs ? (
                <Link to="/cycles/$cycleId" params={{ cycleId: cycle.id }} className="text-link">
                  {cycle.title}
                </Link>
              ) : (
                <span className="strong">{cycle.title}</span>
              )}
              <p className="small quiet">
                {t(`state.${cycle.state}`)}, {dateOfInstant(cycle.ended_at ?? cycle.created_at)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {isOpen && <LoadMore query={query} />}
    </Section>
  )
}
