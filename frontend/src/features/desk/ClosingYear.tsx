import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { Notice } from '../../ui/Notice'
import { ClosingAct } from './ClosingAct'
import { ClosingFigures } from './ClosingFigures'
import { ClosingSteps } from './ClosingSteps'
import { ClosingTeachers } from './ClosingTeachers'
import classes from './Desk.module.css'

/** One year on its way to be closed, or as it was closed. */
export function ClosingYear({ closing }: { closing: Schema<'ClosingOut'> }) {
  const { t } = useTranslation('desk')
  return (
    <div className={classes.desk}>
      {closing.closed_at && (
        <Notice tone="done" title={t('closing.closedOn', { moment: momentInWords(closing.closed_at) })}>
          {t('closing.closedDetail')}
        </Notice>
      )}
      <ClosingFigures closing={closing} />
      <ClosingSteps closing={closing} />
      {closing.closed_at === null && (
        <>
          <ClosingAct closing={closing} />
          <ClosingTeachers closing={closing} />
        </>
      )}
    </div>
  )
}
