import { useTranslation } from 'react-i18next'
import { Carried } from './Carried'
import { NamesNotice } from './NamesNotice'
import { Part } from './Part'
import { ProposalForm } from './ProposalForm'
import { ProposalRead } from './ProposalRead'
import { RoundLink } from './RoundLink'
import type { LessonOut } from './shapes'
import { ToMechanisms } from './ToMechanisms'
import { useArrival } from './useHash'
import { Versions } from './Versions'
import { Watch } from './Watch'

/** The proposal first and wide, because its table needs the room; who watches, the round and the versions below. */
export function LessonParts({ lesson }: { lesson: LessonOut }) {
  const { t } = useTranslation('lessonStudy')
  useArrival(true)
  return (
    <div className="stack">
      <NamesNotice id={lesson.id} stored={lesson.names} />
      <Carried changes={lesson.earlier_changes} />
      {lesson.may_edit ? (
        <ProposalForm lesson={lesson} />
      ) : (
        <Part id="proposal" title={t('proposal.heading')}>
          <ProposalRead lesson={lesson} proposal={lesson.proposal} />
        </Part>
      )}
      <Watch lesson={lesson} />
      <RoundLink lesson={lesson} />
      <ToMechanisms cycleId={lesson.cycle_id} />
      <Versions lesson={lesson} />
    </div>
  )
}
