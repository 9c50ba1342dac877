import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { EmptyState } from '../../ui/EmptyState'
import { FairPage } from './FairPage'
import type { ProgrammeOut } from './queries'
import { ShownByMe } from './ShownByMe'

/** What I show at the fair: my stall, my talk, who has stamped there, my poster. */
export function MyShow() {
  const { t } = useTranslation('fairDay')
  const me = useMe()
  const mine = ({ slots }: ProgrammeOut) =>
    slots.filter(slot => slot.presenters.some(one => one.staff_id === me.staff_id))
  const titleOf = (count: number) => (count > 0 ? t('mine.title', { count }) : t('mine.titleNone'))
  return (
    <FairPage name={t('mine.name')} title={programme => titleOf(mine(programme).length)}>
      {programme =>
        mine(programme).length === 0 ? (
          <EmptyState title={t('mine.titleNone')}>{t('mine.emptyDetail')}</EmptyState>
        ) : (
          <div className="stack">
            {mine(programme).map(slot => (
              <ShownByMe key={slot.id} slot={slot} fair={programme.fair} myId={me.staff_id} />
            ))}
          </div>
        )
      }
    </FairPage>
  )
}
