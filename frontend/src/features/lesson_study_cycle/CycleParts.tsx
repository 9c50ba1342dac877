import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import { Notice } from '../../ui/Notice'
import { CasePupils } from './CasePupils'
import { Changes } from './Changes'
import { CycleEnd } from './CycleEnd'
import { CycleSettings } from './CycleSettings'
import { CONSOLIDATE, FOCUS, type TextField } from './cycleTexts'
import { Lessons } from './Lessons'
import { Minutes } from './Minutes'
import { NamesNotice } from './NamesNotice'
import { Share } from './Share'
import { Sources } from './Sources'
import type { CycleOut } from './shapes'
import { TextPart } from './TextPart'
import { ToDocuments } from './ToDocuments'
import { ToMechanisms } from './ToMechanisms'
import { useArrival } from './useHash'
import { WhereWeAre } from './WhereWeAre'

/** Everything of a cycle in the order of its way. What the light way leaves out is shown if it has been written. */
export function CycleParts({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  useArrival(true)
  const isFull = cycle.mode === 'full'
  const has = (fields: TextField[]) => isFull || fields.some(field => cycle[field])
  return (
    <div className="beside">
      <div className="stack">
        <NamesNotice id={cycle.id} stored={cycle.names} />
        {cycle.state !== 'active' && (
          <Notice title={t(`cycle.${cycle.state}`, { day: dateOfInstant(cycle.ended_at ?? '') })}>
            {cycle.ended_reason}
          </Notice>
        )}
        {cycle.state === 'active' && <WhereWeAre cycle={cycle} />}
        {has(FOCUS) && <TextPart id="focus" cycle={cycle} fields={FOCUS} />}
        {(isFull || cycle.sources.length > 0) && <Sources cycle={cycle} />}
        <CasePupils cycle={cycle} />
        <Lessons cycle={cycle} />
        <Changes cycle={cycle} />
        {has(CONSOLIDATE) && <TextPart id="consolidate" cycle={cycle} fields={CONSOLIDATE} />}
        <Share cycle={cycle} />
      </div>
      <div className="stack">
        <Minutes cycle={cycle} />
        <ToMechanisms cycleId={cycle.id} />
        <ToDocuments cycle={cycle} />
        <CycleSettings cycle={cycle} />
        <CycleEnd cycle={cycle} />
      </div>
    </div>
  )
}
