import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { useAnnounce } from '../../ui/Announcer'
import { cycleQuery, namesQuery, touchedByCycle } from './queries'
import type { CycleOut } from './shapes'

type CycleAct<Input> = {
  send: (input: Input, key: string) => Promise<CycleOut>
  /** What was done, in words. */
  said: string | ((stored: CycleOut, input: Input) => string)
  onDone?: (stored: CycleOut) => void
}

/** An act whose answer is the cycle as it is afterwards. */
export function useCycleAct<Input>({ send, said, onDone }: CycleAct<Input>) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const { t } = useTranslation('lessonStudy')
  return useAct({
    send,
    changes: touchedByCycle,
    onDone: (stored, input) => {
      client.setQueryData(cycleQuery(stored.id).queryKey, stored)
      client.setQueryData(namesQuery(stored.id).queryKey, stored.names)
      announce(
        stored.names.length > 0 ? t('names.saved') : typeof said === 'string' ? said : said(stored, input),
      )
      onDone?.(stored)
    },
  })
}
