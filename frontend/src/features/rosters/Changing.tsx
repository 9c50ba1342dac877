import { Checkbox } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { type PartProps, withField } from './choices'
import { linesQuery } from './queries'
import classes from './Rosters.module.css'

/** What the list says otherwise of colleagues: all of it is taken, unless something is unticked. */
export function Changing({ importId, choices, change, count }: PartProps & { count: number }) {
  const { t } = useTranslation('rosters')
  const query = useInfiniteQuery(linesQuery(importId, 'changed'))
  return (
    <Section title={t('change.heading')} count={count}>
      <p className="small quiet">{t('change.lead')}</p>
      <Loaded query={query}>
        {data => (
          <ul className={classes.list} aria-label={t('change.caption')}>
            {itemsOf(data).map(line => (
              <li key={line.row}>
                <p className="strong">{line.staff_name}</p>
                {line.changes.map(one => (
                  <div key={one.field} className={classes.line}>
                    <Checkbox
                      aria-label={labelOf(line, one)}
                      label={
                        one.field === 'back'
                          ? t('change.isBack')
                          : t('change.new', { field: t(`change.field.${one.field}`) })
                      }
                      description={wordsOf(one)}
                      checked={!choices.changesOut[line.row ?? -1]?.out.includes(one.field)}
                      onChange={event =>
                        line.row !== null &&
                        change(
                          withField(
                            choices,
                            line.row,
                            one.field,
                            line.changes.length,
                            event.currentTarget.checked,
                          ),
                        )
                      }
                    />
                  </div>
                ))}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )

  function wordsOf({ field, before, after }: Schema<'RosterChange'>) {
    if (field === 'back') return t('change.back')
    return before ? t('change.from', { before, after }) : after
  }

  function labelOf({ staff_name }: Schema<'RosterLine'>, { field }: Schema<'RosterChange'>) {
    if (field === 'back') return t('change.takeBack', { name: staff_name })
    return t('change.take', { name: staff_name, field: t(`change.field.${field}`) })
  }
}
