import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { groupQuery } from '../../api/groups'
import { useMe } from '../../api/me'
import { EditRoundForm } from './EditRoundForm'

/** For members, until the debrief has been held: a button that gives way to the form. */
export function EditRound({ round }: { round: Schema<'RoundOut'> }) {
  const { t } = useTranslation('round')
  const me = useMe()
  const [isEditing, setEditing] = useState(false)
  const open = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) open.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])
  // `may_change` is about calling the round off; once it is taught, membership decides.
  const isTaught = round.state === 'taught'
  const { data: group } = useQuery({ ...groupQuery(round.group_id), enabled: isTaught })
  const isMember = group?.members.some(member => member.staff_id === me.staff_id && !member.is_guest)
  // What has been typed stays on the screen, whatever becomes of the round meanwhile.
  if (isEditing) return <EditRoundForm round={round} onClose={() => setEditing(false)} />
  if (!(isTaught ? isMember : round.state === 'scheduled' && round.may_change)) return null
  return (
    <Button
      ref={open}
      variant="default"
      className="no-print"
      style={{ justifySelf: 'start' }}
      onClick={() => setEditing(true)}
    >
      {t('edit.open')}
    </Button>
  )
}
