import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { bookingOf } from './cover'
import type { Plan } from './week'

/** What accepting a plan will do, and that it is being done, in sentences. */
export function useBookingWords(plan: Plan): { will: string; busy: string } {
  const { t } = useTranslation('planner')
  const { rounds, observeMinutes, debriefMinutes, asked, left } = bookingOf(plan)
  const sentence = t('accept.will', {
    books: t('accept.books', { count: rounds }),
    commits: t('accept.commits', {
      observe: inMinutes(observeMinutes),
      debrief: inMinutes(debriefMinutes),
    }),
    asks: t('accept.asks', { count: asked }),
  })
  return {
    will: left > 0 ? `${sentence} ${t('accept.left', { count: left })}` : sentence,
    busy: t('accept.busy', { count: rounds }),
  }
}
