import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import classes from './FairDay.module.css'
import type { NotPlaced, ProgrammeOut } from './queries'

/** What the arranging could not place, and why; what has found its place since is left out. */
export function LeftOut({ left, programme }: { left: NotPlaced[]; programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const still = left.filter(
    one => !programme.slots.some(slot => slot.finding.id === one.finding_id && slot.kind === one.kind),
  )
  if (still.length === 0) return null
  return (
    <Notice announced tone="needs" title={t('arrange.left')}>
      <ul className={classes.said}>
        {still.map(one => (
          <li key={`${one.finding_id} ${one.kind}`}>
            <p className="strong">
              {one.title}, {t(`kind.${one.kind}`).toLowerCase()}
            </p>
            <p>{one.why}</p>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
