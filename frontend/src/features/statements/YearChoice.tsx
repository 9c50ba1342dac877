import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { yearsQuery } from './queries'

/** Which school year is shown; nothing where there is only one. */
export function YearChoice({ shown }: { shown: string }) {
  const { t } = useTranslation('statements')
  const navigate = useNavigate()
  const all = useQuery(yearsQuery).data?.items ?? []
  if (all.length < 2) return null
  return (
    <NativeSelect
      className="no-print"
      aria-label={t('year')}
      value={shown}
      onChange={event => void navigate({ to: '.', search: { year: event.currentTarget.value } })}
      data={all.map(year => ({ value: year.id, label: year.name }))}
    />
  )
}
