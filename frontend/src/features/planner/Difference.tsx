import { IconArrowRight, IconCircleMinus, IconCirclePlus, IconReplace } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { slotInWords } from '../../lib/dates'
import { Section } from '../../ui/Section'
import { ChangeInPlan } from './ChangeInPlan'
import { type Change, changesOf, TOLD } from './difference'
import classes from './Run.module.css'
import type { Plan } from './week'

const icons = {
  dropped: IconCircleMinus,
  moved: IconArrowRight,
  recovered: IconReplace,
  added: IconCirclePlus,
}

/** A repair beside the plan it changes: what goes, what moves, who else is asked, and whose days change. */
export function Difference({ plan }: { plan: Plan }) {
  const { t } = useTranslation('planner')
  const { difference: changes } = plan
  const same = plan.unchanged_count ?? 0
  return (
    <Section title={t('difference.heading')}>
      <p className="numbers">
        {changes.length === 0
          ? t('difference.none')
          : t('difference.disturbed', { count: plan.people_disturbed ?? 0 })}{' '}
        {same > 0 && <span className="quiet">{t('difference.same', { count: same })}</span>}
      </p>
      {TOLD.map(kind => (
        <Changes
          key={kind}
          kind={kind}
          changes={changesOf(changes, kind)}
          isTaken={plan.state === 'accepted'}
        />
      ))}
    </Section>
  )
}

type ChangesProps = { kind: Change['kind']; changes: Change[]; isTaken: boolean }

function Changes({ kind, changes, isTaken }: ChangesProps) {
  const { t } = useTranslation('planner')
  const Icon = icons[kind]
  if (changes.length === 0) return null
  return (
    <div className={classes.changes}>
      <h3>
        <Icon size={18} aria-hidden /> {t(`difference.kind.${kind}`)}
      </h3>
      <ul className={classes.lines}>
        {changes.map(change => {
          const lesson = change.after ?? change.before
          return (
            lesson && (
              <li
                key={
                  lesson.group_id + lesson.host_id + slotInWords(lesson.held_on, lesson.period, lesson.start)
                }
              >
                <ChangeInPlan change={change} lesson={lesson} isTaken={isTaken} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
