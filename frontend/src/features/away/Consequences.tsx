import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../ui/Loaded'
import type { Touched } from './queries'
import { TouchedList } from './TouchedList'

type ConsequencesProps = {
  /** What is asked, in a sentence or two. */
  words: string
  /** Which change it is, so that two are never mistaken for one another. */
  of: readonly string[]
  ask: () => Promise<Touched>
}

/** What somebody is asked before it is done, with what it would touch: looked up when it is asked, and not kept. */
export function Consequences({ words, of, ask }: ConsequencesProps) {
  const query = useQuery({ queryKey: ['touched', ...of], queryFn: ask, gcTime: 0, staleTime: 0 })
  return (
    <div className="stack">
      <p>{words}</p>
      <Loaded query={query}>{touched => <TouchedList inside touched={touched} />}</Loaded>
    </div>
  )
}
