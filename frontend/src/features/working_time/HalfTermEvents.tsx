import { useTranslation } from 'react-i18next'
import { halfTermOf } from '../../lib/halfTerms'
import { dateOfInstant } from '../../lib/instants'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import type { Row, Term } from './calendar'
import { EventRow } from './EventRow'
import { InsetRow } from './InsetRow'
import classes from './WorkingTime.module.css'

type HalfTermEventsProps = { term: Term; rows: Row[]; mayEdit: boolean; isPublished: boolean }

/** One half-term of the calendar. */
export function HalfTermEvents({ term, rows, mayEdit, isPublished }: HalfTermEventsProps) {
  const { t } = useTranslation('workingTime')
  const { t: common } = useTranslation()
  const name = common(`halfTerm.${halfTermOf(term.position)}`)
  return (
    <Section
      title={name}
      side={
        <span className="small quiet numbers">
          {t('calendar.range', { from: dateOfInstant(term.starts_on), to: dateOfInstant(term.ends_on) })}
        </span>
      }
    >
      {rows.length === 0 ? (
        <p className="small quiet">{t('calendar.emptyTerm')}</p>
      ) : (
        <table
          className={`facts-table ${columns.snug} ${classes.calendar}`}
          aria-label={t('calendar.caption', { term: name })}
        >
          <thead>
            <tr>
              <th scope="col">{t('calendar.day')}</th>
              <th scope="col">{t('calendar.what')}</th>
              <th scope="col" className={columns.wide}>
                {t('calendar.when')}
              </th>
              <th scope="col" className={columns.wide}>
                {t('calendar.who')}
              </th>
              <th scope="col" className="figure">
                {t('calendar.minutes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row =>
              row.event ? (
                <EventRow key={row.key} event={row.event} marksUnpublished={isPublished} />
              ) : (
                row.inset && <InsetRow key={row.key} day={row.inset} mayEdit={mayEdit} />
              ),
            )}
          </tbody>
        </table>
      )}
    </Section>
  )
}
