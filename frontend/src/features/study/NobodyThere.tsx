import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { EmptyState } from '../../ui/EmptyState'
import { type Lesson, lessonKey } from './choice'

type NobodyThereProps = { plan: Schema<'PlanWeek'>; lesson: Lesson; onPick: (key: string) => void }

/** A lesson that nobody could observe: said plainly, with the way to the best one of the week. */
export function NobodyThere({ plan, lesson, onPick }: NobodyThereProps) {
  const { t } = useTranslation('plan')
  const best = plan.lessons[plan.best[0] ?? -1]
  return (
    <EmptyState
      title={lesson.can_host ? t('nobody') : t('noHost', { reason: lesson.reason })}
      action={
        best && (
          <Button variant="default" onClick={() => onPick(lessonKey(best))}>
            {t('nobodyNext')}
          </Button>
        )
      }
    >
      {t('nobodyDetail')}
    </EmptyState>
  )
}
