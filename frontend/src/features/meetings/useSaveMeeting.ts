import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { meetingQuery, touchedByMeetings } from './queries'

/** Stores a meeting that began from a version; somebody else's change in between is not overwritten. */
export function useSaveMeeting(id: string, said: string, onDone: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: ({ body, version }: { body: Schema<'MeetingEdit'>; version: number }) =>
      answer(
        api.PUT('/api/meetings/{meeting_id}', {
          params: { path: { meeting_id: id }, header: ifMatch(version) },
          body,
        }),
      ),
    onSuccess: stored => {
      client.setQueryData(meetingQuery(stored.id).queryKey, stored)
      for (const queryKey of touchedByMeetings) void client.invalidateQueries({ queryKey })
      announce(said)
      onDone()
    },
  })
}
