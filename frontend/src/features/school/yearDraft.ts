import type { Schema } from '../../api/client'
import { shapeOf, WEEKDAYS, type YearDraft } from './calendar'
import { suggestedYear, yearFrom } from './englishYear'

type Year = Schema<'YearOut'>

/** The usual dates of the year to set up next; its cycle as in the year before. */
export function suggestedDraft(today: string, all: Year[]): YearDraft {
  const latest = [...all].sort((a, b) => a.starts_on.localeCompare(b.starts_on)).at(-1)
  const first = Number(suggestedYear(today).name.slice(0, 4))
  const year = yearFrom(latest ? Math.max(first, Number(latest.starts_on.slice(0, 4)) + 1) : first)
  return {
    name: year.name,
    half_terms: year.half_terms,
    exceptions: [
      { held_on: year.inset, kind: 'inset', note: '' },
      { held_on: year.mayDay, kind: 'closure', note: 'Early May bank holiday' },
    ],
    ...shapeOf(latest?.cycle_days ?? WEEKDAYS, latest?.cycle_follows_weekdays ?? true),
    starts_with_week: 1,
  }
}

export const draftOf = (year: Year, exceptions: Schema<'SchoolDayOut'>[]): YearDraft => ({
  name: year.name,
  half_terms: year.half_terms.map(({ starts_on, ends_on }) => ({ starts_on, ends_on })),
  exceptions: exceptions.map(({ held_on, kind, note }) => ({ held_on, kind, note })),
  ...shapeOf(year.cycle_days, year.cycle_follows_weekdays),
  starts_with_week: year.starts_with_week,
})
