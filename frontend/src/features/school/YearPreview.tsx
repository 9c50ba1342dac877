import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dayNumber, shortDay } from '../../lib/dates'
import { halfTermOf } from '../../lib/halfTerms'
import { Section } from '../../ui/Section'
import { type PreviewDay, type PreviewTerm, previewOf, WEEKDAYS, type YearDraft } from './calendar'
import classes from './School.module.css'

const OTHER = ['inset', 'closure', 'off_timetable'] as const

/** The days that the typed calendar comes to, before it is stored. */
export function YearPreview({ draft, hasFaults }: { draft: YearDraft; hasFaults: boolean }) {
  const { t } = useTranslation('school')
  return (
    <Section title={t('calendar.preview')} className={classes.preview}>
      {hasFaults ? (
        <p className="small quiet">{t('calendar.previewFault')}</p>
      ) : (
        <ul>
          {previewOf(draft).map(term => (
            <Term key={term.position} term={term} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Term({ term }: { term: PreviewTerm }) {
  const { t } = useTranslation('school')
  const { t: common } = useTranslation()
  const name = common(`halfTerm.${halfTermOf(term.position)}`)
  const days = term.weeks.flat()
  const first = days[0]
  const last = days.at(-1)
  const other = OTHER.filter(kind => term.counts[kind] > 0).map(kind =>
    t('calendar.countsOther', { count: term.counts[kind], kind: t(`calendar.kinds.${kind}`) }),
  )
  return (
    <li className={classes.previewTerm}>
      <div className="between">
        <span className="strong">{name}</span>
        <span className="small numbers">
          {[t('calendar.counts', { days: term.counts.ordinary }), ...other].join(', ')}
        </span>
      </div>
      {first && last && (
        <details>
          <summary className="small">
            {t('calendar.termLine', { from: shortDay(first.on), to: shortDay(last.on) })}
            <VisuallyHidden> {t('calendar.weeks')}</VisuallyHidden>
          </summary>
          <table className={classes.weeks}>
            <caption>
              <VisuallyHidden>{t('calendar.weekCaption', { term: name })}</VisuallyHidden>
            </caption>
            <tbody>
              {term.weeks.map(week => (
                <tr key={week[0]?.on}>
                  <th scope="row">{shortDay(week[0]?.on ?? '')}</th>
                  {WEEKDAYS.map((weekday, at) => (
                    <td key={weekday}>
                      <Day day={week.find(one => new Date(`${one.on}T12:00`).getDay() === at + 1)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </li>
  )
}

/** "A Tuesday" is "A" here, since the column says the rest; "Day 4" is "4". */
const shortCycle = (name: string) =>
  name
    .replace(/^Day /, '')
    .replace(new RegExp(` ?(${WEEKDAYS.join('|')})$`), '')
    .slice(0, 6)

function Day({ day }: { day: PreviewDay | undefined }) {
  const { t } = useTranslation('school')
  if (!day) return null
  return (
    <span data-kind={day.kind} title={day.cycleDay ?? undefined}>
      {dayNumber(day.on)}{' '}
      <small>{day.cycleDay ? shortCycle(day.cycleDay) : t(`calendar.kinds.${day.kind}`)}</small>
    </span>
  )
}
