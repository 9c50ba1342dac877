import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useAnnounce } from './Announcer'
import { ConfirmButton } from './ConfirmButton'
import { RefusedNotice } from './RefusedNotice'

type RemoveButtonProps = {
  /** The button, what will happen, the verb of the second button, and what is said afterwards. */
  words: { label: string; ask: string; yes: string; done: string }
  send: () => Promise<unknown>
  /** The list that it was opened from, and what is known of both. */
  list: { to: string; key: QueryKey }
  one: QueryKey
}

/** Removes what a page is about, having said what goes with it, and goes back to the list. */
export function RemoveButton({ words, send, list, one }: RemoveButtonProps) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      announce(words.done)
      // The page is left before what it shows is forgotten: it would ask for it again. Its feature knows the path.
      await navigate({ to: list.to as '/' })
      client.removeQueries({ queryKey: one })
      return client.invalidateQueries({ queryKey: list.key })
    },
  })
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <ConfirmButton
        ask={words.ask}
        yes={words.yes}
        loading={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.label}
      </ConfirmButton>
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </div>
  )
}
