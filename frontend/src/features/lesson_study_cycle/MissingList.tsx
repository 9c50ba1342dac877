import { useTranslation } from 'react-i18next'
import classes from './Cycle.module.css'
import { PlaceLink } from './PlaceLink'
import { lessonOf } from './path'
import { whereTo } from './places'
import type { CycleOut } from './shapes'

/** What stands between the group and the next stage: sentences, each with the way there. */
export function MissingList({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const lesson = lessonOf(cycle, cycle.lesson_number)
  const where = {
    groupId: cycle.group_id,
    cycleId: cycle.id,
    lessonId: lesson?.id,
    roundId: lesson?.round_id,
    findingId: cycle.finding_id,
  }
  if (cycle.missing.length === 0) return null
  return (
    <ul className={classes.missing} aria-label={t('path.missingLabel')}>
      {cycle.missing.map(({ text, to }, at) => (
        <li key={`${to}-${text}`}>
          <span>{text}</span>
          <PlaceLink place={whereTo(to, where)} variant={at === 0 ? 'filled' : 'default'}>
            {t(cycle.may_edit ? `go.${to}` : 'go.look')}
          </PlaceLink>
        </li>
      ))}
    </ul>
  )
}
