import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Cycle.module.css'
import { stepsOf } from './path'
import type { CycleOut } from './shapes'

/** The stages of the research lesson that the group is at, from plan to revise. */
export function LessonStages({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const step = stepsOf(cycle.stages).find(one => one.state === 'here' && one.lesson !== null)
  if (!step) return null
  return (
    <div>
      <h3>{t('lesson.title', { number: step.lesson })}</h3>
      <ol className={classes.stages}>
        {step.parts
          .filter(part => part.state !== 'left_out')
          .map(part => (
            <li
              key={part.stage}
              data-state={part.state}
              aria-current={part.state === 'here' ? 'step' : undefined}
            >
              {part.state === 'done' && <IconCheck size={14} stroke={2.5} aria-hidden />}
              {part.state === 'here' && <IconCircleDashed size={14} stroke={2.2} aria-hidden />}
              <span>
                {t(`stage.${part.stage}`)}
                {part.state === 'done' && <span className="quiet">, {t('path.done')}</span>}
              </span>
              {part.state === 'here' && part.missing.length > 0 && (
                <span className={classes.count}>{t('path.missing', { count: part.missing.length })}</span>
              )}
            </li>
          ))}
      </ol>
    </div>
  )
}
