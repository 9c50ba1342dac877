import { useNavigate, useSearch } from '@tanstack/react-router'

/** Which school year the address asks for; without one it is the one we are in. */
export function useYear(): { year: string | undefined; go: (year: string | undefined) => void } {
  const { year } = useSearch({ strict: false })
  const navigate = useNavigate()
  return {
    year: typeof year === 'string' ? year : undefined,
    go: wanted => void navigate({ to: '.', search: wanted ? { year: wanted } : {} }),
  }
}
