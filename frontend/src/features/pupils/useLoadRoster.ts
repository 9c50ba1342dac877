import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { isNetworkFailure } from '../../api/problems'
import { figure } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { touchedByRoster } from './queries'

/** Sends a list of names; the same file keeps its key while nobody knows whether it arrived. */
export function useLoadRoster(onDone: () => void) {
  const { t } = useTranslation('pupils')
  const client = useQueryClient()
  const announce = useAnnounce()
  const unanswered = useRef<{ file: File; key: string }>(null)
  return useMutation({
    mutationFn: (file: File) => {
      const key = unanswered.current?.file === file ? unanswered.current.key : crypto.randomUUID()
      unanswered.current = { file, key }
      const form = new FormData()
      form.append('file', file, file.name)
      return answer(
        api.POST('/api/pupils/roster/file', {
          params: { header: withKey(key) },
          // The schema knows a file as a string; the form carries it as it is.
          body: { file: file.name },
          bodySerializer: () => form,
        }),
      )
    },
    onSuccess: ({ count }) => {
      unanswered.current = null
      for (const queryKey of touchedByRoster) void client.invalidateQueries({ queryKey })
      announce(t('roster.loaded', { count, figure: figure(count) }))
      onDone()
    },
    onError: error => {
      if (!isNetworkFailure(error)) unanswered.current = null
    },
  })
}
