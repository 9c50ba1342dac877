import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { linesQuery } from './queries'
import classes from './Rosters.module.css'

/** Colleagues of whom the list says nothing: told, and left as they are. */
export function OnlyHere({ importId, count }: { importId: string; count: number }) {
  const { t } = useTranslation('rosters')
  const [isOpen, setIsOpen] = useState(false)
  const query = useInfiniteQuery({ ...linesQuery(importId, 'only_here'), enabled: isOpen })
  return (
    <details className={classes.fold} onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>{t('run.onlyHere', { count })}</summary>
      <Loaded query={query}>
        {data => (
          <ul className={classes.list} aria-label={t('run.onlyHereCaption')}>
            {itemsOf(data).map(line => (
              <li key={line.staff_id}>
                {line.name} <span className="quiet small">{line.code}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <LoadMore query={query} />
    </details>
  )
}
