import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { lessonOf, type Step } from './path'
import type { CycleOut, StageName } from './shapes'

/** The names of the path's steps, and the few words that stand below them. */
export function useStepWords(cycle: CycleOut) {
  const { t } = useTranslation('lessonStudy')
  const stage = (name: StageName, lesson: number | null) =>
    lesson === null ? t(`stage.${name}`) : t('path.stageOf', { stage: t(`stage.${name}`), number: lesson })
  const note = (step: Step): string => {
    if (step.state === 'left_out') return t('path.left_out')
    if (step.lesson !== null) {
      const lesson = lessonOf(cycle, step.lesson)
      return [lesson?.held_on && shortDay(lesson.held_on), lesson?.host_name].filter(Boolean).join(', ')
    }
    if (step.stage === 'study' && cycle.sources.length > 0)
      return t('path.sources', { count: cycle.sources.length })
    if (step.stage === 'focus' && cycle.research_question) return t('path.question')
    if (step.stage === 'protocol' && step.state === 'done') return t('path.agreed')
    return ''
  }
  return {
    /** "Lesson 2", "Study". */
    name: (step: Pick<Step, 'stage' | 'lesson'>) =>
      step.stage ? t(`stage.${step.stage}`) : t('path.lesson', { number: step.lesson ?? 1 }),
    note,
    /** "Plan, lesson 2". */
    stage,
  }
}
