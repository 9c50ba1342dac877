import { useTranslation } from 'react-i18next'

type Counts = { join: number; leave: number; change: number }

/** Says how many join, leave and change, without those of whom there are none. */
export function useCountWords() {
  const { t } = useTranslation('rosters')
  return ({ join, leave, change }: Counts): string => {
    const parts = [
      join > 0 && t('take.join', { count: join }),
      leave > 0 && t('take.leave', { count: leave }),
      change > 0 && t('take.change', { count: change }),
    ].filter(part => part !== false)
    const last = parts.pop()
    if (last === undefined) return t('take.nobody')
    return parts.length === 0 ? last : t('take.and', { first: parts.join(', '), last })
  }
}
