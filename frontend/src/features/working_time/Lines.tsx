import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import type { DirectedYear } from './queries'
import classes from './WorkingTime.module.css'
import { linesByKind } from './year'

/** What a directed year is made of: minutes by kind, and every line behind each of them. */
export function Lines({ year }: { year: DirectedYear }) {
  const { t } = useTranslation('workingTime')
  const kinds = linesByKind(year)
  return (
    <>
      <Section title={t('person.byKind')}>
        <table className={`facts-table ${columns.snug}`} aria-label={t('person.byKindCaption')}>
          <thead>
            <tr>
              <th scope="col">{t('person.kind')}</th>
              <th scope="col" className="figure">
                {t('person.time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {year.minutes.map(one => (
              <tr key={one.kind}>
                <th scope="row">{t(`kind.${one.kind}`)}</th>
                <td className="figure">{inMinutes(one.minutes)}</td>
              </tr>
            ))}
            <tr className={classes.sum}>
              <th scope="row">{t('person.sum')}</th>
              <td className="figure">{inMinutes(year.total_minutes)}</td>
            </tr>
          </tbody>
        </table>
      </Section>
      {kinds.length > 0 && (
        <Section title={t('person.lines')}>
          {kinds.map(({ kind, lines, minutes }) => (
            <details key={kind} className={classes.details}>
              <summary className="numbers">
                {t(`kind.${kind}`)}, {inMinutes(minutes)}
              </summary>
              <table
                className={`facts-table ${columns.snug}`}
                aria-label={t('person.linesCaption', { kind: t(`kind.${kind}`) })}
              >
                <thead>
                  <tr>
                    <th scope="col">{t('person.what')}</th>
                    <th scope="col" className="figure">
                      {t('person.time')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and never move.
                    <tr key={at}>
                      <th scope="row" style={{ fontWeight: 400 }}>
                        {line.what}
                        <span className={`smaller quiet numbers ${classes.under}`}>
                          {line.held_on
                            ? shortDay(line.held_on)
                            : line.times > 1 &&
                              t('person.times', { each: inMinutes(line.each_minutes), count: line.times })}
                        </span>
                      </th>
                      <td className="figure">{inMinutes(line.minutes)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          ))}
        </Section>
      )}
    </>
  )
}
