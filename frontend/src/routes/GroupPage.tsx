import { useParams } from '@tanstack/react-router'
import { OurCycle } from '../features/lesson_study_cycle/OurCycle'
import { Meetings } from '../features/meetings/Meetings'
import { Group } from '../features/plc/Group'

/** The group's page, with what other areas have to say about the group. */
export function GroupPage() {
  const { groupId } = useParams({ from: '/signed-in/group/$groupId' })
  return (
    <Group
      cycle={<OurCycle key={groupId} groupId={groupId} />}
      meetings={<Meetings key={groupId} groupId={groupId} />}
    />
  )
}
