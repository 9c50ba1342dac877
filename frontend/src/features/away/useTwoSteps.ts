import { useMutation } from '@tanstack/react-query'
import { useAct } from '../../api/act'
import { type Touched, touchedByAway } from './queries'

type Steps<Wish, Done> = {
  ask: (wish: Wish) => Promise<Touched>
  send: (wish: Wish, key: string) => Promise<Done>
  onDone: (done: Done) => void
}

/** First what it would touch, then, with the same wish, the act itself. Another wish is asked about again. */
export function useTwoSteps<Wish, Done>({ ask, send, onDone }: Steps<Wish, Done>) {
  const asking = useMutation({ mutationFn: ask })
  const acting = useAct<Wish, Done>({ send, changes: touchedByAway, onDone })
  const isAsked = (wish: Wish) =>
    asking.data !== undefined && JSON.stringify(asking.variables) === JSON.stringify(wish)
  return {
    isAsked,
    touched: asking.data,
    error: acting.error ?? asking.error,
    isBusy: asking.isPending || acting.isPending,
    /** What it would touch has to be asked anew, since something else is stored by now. */
    again: () => {
      acting.reset()
      asking.reset()
    },
    go: (wish: Wish) => {
      acting.reset()
      if (isAsked(wish)) acting.mutate(wish)
      else asking.mutate(wish)
    },
  }
}
