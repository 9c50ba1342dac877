import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Figures } from '../../ui/Figures'
import { Section } from '../../ui/Section'
import { DirectedBar } from './DirectedBar'
import type { DirectedYear } from './queries'
import { standing } from './year'

/** Total, cap and where the cap comes from. */
export function YearFacts({ year }: { year: DirectedYear }) {
  const { t } = useTranslation('workingTime')
  const at = standing(year)
  return (
    <div className="stack">
      <Figures
        figures={[
          { name: t('person.total'), value: inMinutes(year.total_minutes) },
          {
            name: t('person.cap'),
            value:
              year.cap_minutes !== null
                ? inMinutes(year.cap_minutes)
                : t(at.kind === 'noCap' ? 'person.none' : 'value.none'),
            detail:
              year.full_time_minutes !== null && year.full_time_minutes !== year.cap_minutes
                ? t('person.fullTime', { time: inMinutes(year.full_time_minutes) })
                : undefined,
          },
          {
            name: t('person.share'),
            value: t('value.percent', { value: year.fte_percent }),
            detail: t('person.daysValue', { worked: year.days_worked, all: year.days_in_year }),
          },
          {
            name: t('person.voluntary'),
            value: inMinutes(year.voluntary_minutes),
            detail: t('person.voluntaryDetail'),
          },
        ]}
      />
      {year.cap_minutes !== null && <DirectedBar year={year} />}
      <Section title={t('person.capFrom')} plain quietTitle>
        <p className="numbers">{year.cap_origin}</p>
      </Section>
    </div>
  )
}
