import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { bookingOf } from './cover'
import { takingOf } from './difference'
import { isRepair, type Plan } from './week'

/** What the act on a plan is called and will do, and that it is being done and is done. */
export type BookingWords = { act: string; will: string; consent: string; busy: string; done: string }

export function useBookingWords(plan: Plan): BookingWords {
  const { t } = useTranslation('planner')
  return isRepair(plan) ? repair() : booking()

  function booking(): BookingWords {
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
      act: t('accept.act'),
      will: left > 0 ? `${sentence} ${t('accept.left', { count: left })}` : sentence,
      consent: t('accept.consent'),
      busy: t('accept.busy', { count: rounds }),
      done: t('accept.done'),
    }
  }

  function repair(): BookingWords {
    const { stay, ...acts } = takingOf(plan)
    const done = (['callsOff', 'moves', 'books', 'asks', 'toLead'] as const)
      .filter(act => acts[act] > 0)
      .map(act => t(`repair.${act}`, { count: acts[act] }))
    const will =
      done.length === 0
        ? t('repair.willNothing')
        : t('repair.will', { acts: new Intl.ListFormat('en-GB').format(done) })
    return {
      act: t('repair.take'),
      will: stay > 0 ? `${will} ${t('repair.stay', { count: stay })}` : will,
      consent: t('repair.consent'),
      busy: t('repair.busy'),
      done: t('repair.taken'),
    }
  }
}
