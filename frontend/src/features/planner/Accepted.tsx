import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import classes from './Run.module.css'
import type { Run } from './run'

/** That the plan is booked, and where to go from here. Takes the focus when it has just happened. */
export function Accepted({ run, isFresh }: { run: Run; isFresh: boolean }) {
  const { t } = useTranslation('planner')
  const isRepair = run.kind === 'repair'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isFresh) heading.current?.focus()
  }, [isFresh])
  return (
    <section aria-labelledby="booked" className={`${classes.booked} no-print`}>
      <h2 id="booked" ref={heading} tabIndex={-1}>
        {t(isRepair ? 'repair.takenHeading' : 'accept.doneTitle')}
      </h2>
      <p>
        {t(isRepair ? 'repair.takenBy' : 'accept.doneBy', {
          name: run.accepted_by_name ?? '',
          when: run.accepted_at ? momentInWords(run.accepted_at) : '',
        })}
      </p>
      <p className="row">
        <Link to="/cover" className="text-link">
          {t('accept.toCover')}
        </Link>
        <Link to="/desk" hash="groups" className="text-link">
          {t('accept.toGroups')}
        </Link>
      </p>
    </section>
  )
}
