import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { yearsQuery } from './queries'
import { useYear } from './useYear'

/** Which school year is shown; nothing where there is only one. */
export function YearChoice({ shown }: { shown: string | undefined }) {
  const { t } = useTranslation('workingTime')
  const { go } = useYear()
  const years = useQuery(yearsQuery)
  const all = years.data?.items ?? []
  if (all.length < 2 || !shown) return null
  return (
    <NativeSelect
      aria-label={t('year')}
      value={shown}
      onChange={event => go(event.currentTarget.value)}
      data={all.map(year => ({ value: year.id, label: year.name }))}
    />
  )
}
