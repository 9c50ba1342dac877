import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Arrange } from './Arrange'
import { FairFacts } from './FairFacts'
import { FairPage } from './FairPage'
import { PlanSlots } from './PlanSlots'
import { Posters } from './Posters'
import type { ProgrammeOut } from './queries'
import { Release } from './Release'
import { Rooms } from './Rooms'
import { Unplaced } from './Unplaced'

function answerOf(t: TFunction<'fairDay'>, { fair, rooms, slots }: ProgrammeOut): string {
  if (fair.state === 'closed') return t('plan.title.closed')
  if (fair.state === 'cancelled') return t('plan.title.cancelled')
  if (fair.state === 'open') return t('plan.title.open')
  if (rooms.length === 0) return t('plan.title.rooms')
  if (slots.length === 0) return t('plan.title.findings')
  return t('plan.title.some', { count: slots.length })
}

/** Where a lead puts a fair together: day, rooms, what is shown where and when, and what comes next. */
export function PlanFair() {
  const { t } = useTranslation('fairDay')
  return (
    <FairPage name={t('plan.name')} title={programme => answerOf(t, programme)}>
      {programme => (
        <div className="beside">
          <div className="stack">
            {programme.fair.state === 'open' && <p className="quiet">{t('plan.leadOpen')}</p>}
            {programme.fair.state === 'closed' && <p className="quiet">{t('plan.past')}</p>}
            {programme.slots.length === 0 && <Rooms programme={programme} />}
            {programme.rooms.length > 0 && <Arrange programme={programme} />}
            {programme.slots.length > 0 && <PlanSlots programme={programme} />}
            {programme.rooms.length > 0 && programme.fair.may.plan && <Unplaced programme={programme} />}
          </div>
          <div className="stack">
            <Release programme={programme} />
            <FairFacts fair={programme.fair} />
            {programme.slots.length > 0 && <Rooms programme={programme} />}
            {programme.slots.length > 0 && programme.fair.state !== 'cancelled' && (
              <Posters fair={programme.fair} />
            )}
          </div>
        </div>
      )}
    </FairPage>
  )
}
