import { useTranslation } from 'react-i18next'
import type { CycleLine, StageName } from './shapes'

const OF_A_LESSON: StageName[] = ['plan', 'schedule', 'teach', 'interview', 'discuss', 'revise']

/** Where a cycle stands, in a few words. */
export function useLineWords() {
  const { t } = useTranslation('lessonStudy')
  return {
    stage: ({ stage, lesson_number }: Pick<CycleLine, 'stage' | 'lesson_number'>) =>
      OF_A_LESSON.includes(stage)
        ? t('path.stageOf', { stage: t(`stage.${stage}`), number: lesson_number })
        : t(`stage.${stage}`),
  }
}
