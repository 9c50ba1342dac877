import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../api/act'
import { useAnnounce } from '../../ui/Announcer'
import { lessonQuery, touchedByCycle } from './queries'
import type { LessonOut } from './shapes'

type LessonAct<Input> = {
  send: (input: Input) => Promise<LessonOut>
  said: string
  onDone?: () => void
}

/** An act whose answer is the research lesson as it is afterwards. */
export function useLessonAct<Input>({ send, said, onDone }: LessonAct<Input>) {
  const client = useQueryClient()
  const announce = useAnnounce()
  return useAct({
    send,
    changes: touchedByCycle,
    onDone: stored => {
      client.setQueryData(lessonQuery(stored.id).queryKey, stored)
      announce(said)
      onDone?.()
    },
  })
}
