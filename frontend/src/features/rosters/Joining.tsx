import { Checkbox } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { longDate } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { type PartProps, toggled } from './choices'
import { linesQuery } from './queries'
import classes from './Rosters.module.css'

/** Who is new: all of them, unless one is unticked. */
export function Joining({ importId, choices, change, count }: PartProps & { count: number }) {
  const { t } = useTranslation('rosters')
  const query = useInfiniteQuery(linesQuery(importId, 'joiners'))
  return (
    <Section title={t('join.heading')} count={count}>
      <p className="small quiet">{t('join.lead')}</p>
      <Loaded query={query}>
        {data => (
          <ul className={classes.list} aria-label={t('join.caption')}>
            {itemsOf(data).map(
              line =>
                line.row !== null && (
                  <li key={line.row} className={classes.line}>
                    <Checkbox
                      label={line.name}
                      description={detailOf(line)}
                      checked={!choices.joinersOut.includes(line.row)}
                      onChange={event =>
                        change({
                          joinersOut: toggled(
                            choices.joinersOut,
                            line.row as number,
                            !event.currentTarget.checked,
                          ),
                        })
                      }
                    />
                  </li>
                ),
            )}
          </ul>
        )}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )

  function detailOf(line: Schema<'RosterLine'>) {
    return [
      line.code,
      line.department,
      line.email,
      line.fte_percent !== null && t('join.percent', { count: line.fte_percent }),
      line.class_count ? t('join.classes', { count: line.class_count }) : '',
      line.joined_on && t('join.from', { day: longDate(line.joined_on) }),
      line.left_on && t('join.until', { day: longDate(line.left_on) }),
    ]
      .filter(Boolean)
      .join(', ')
  }
}
