import { useAct } from '../../api/act'
import { useAnnounce } from '../../ui/Announcer'
import { touchedByCycle } from './queries'

/** An act on a part of a cycle: a source, a change, a mechanism. The cycle is asked for again afterwards. */
export function useSmallAct<Input, Output>(
  send: (input: Input, key: string) => Promise<Output>,
  said: string,
  onDone?: () => void,
) {
  const announce = useAnnounce()
  return useAct<Input, Output>({
    send,
    changes: touchedByCycle,
    onDone: () => {
      announce(said)
      onDone?.()
    },
  })
}
