import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { dateOfInstant } from '../../lib/instants'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ChangeChecked } from './ChangeChecked'
import classes from './Cycle.module.css'
import type { ChangeOut } from './shapes'
import { useSmallAct } from './useSmallAct'

/** A change, where it comes from, and what became of it. */
export function ChangeRow({ change, mayEdit }: { change: ChangeOut; mayEdit: boolean }) {
  const { t } = useTranslation('lessonStudy')
  const [isChecking, setChecking] = useState(false)
  const remove = useSmallAct(
    (_: null) =>
      answer(api.DELETE('/api/changes/{change_id}', { params: { path: { change_id: change.id } } })),
    t('changes.removed'),
  )
  return (
    <li>
      <p className={classes.text}>{change.text}</p>
      <p className="small quiet">
        {t('changes.origin', { number: change.lesson_number, name: change.by_name })}
        {change.by_on && ` ${t('changes.until', { day: shortDay(change.by_on) })}`}
      </p>
      {change.checked_at && (
        <p className="small">
          <span className="strong">{t('changes.seen', { day: dateOfInstant(change.checked_at) })}</span>{' '}
          {change.outcome}
        </p>
      )}
      {isChecking ? (
        <ChangeChecked change={change} onClose={() => setChecking(false)} />
      ) : (
        mayEdit && (
          <div className={classes.acts}>
            <Button variant="subtle" size="compact-md" onClick={() => setChecking(true)}>
              {t(change.checked_at ? 'changes.lookAgainEdit' : 'changes.lookAgain')}
              <VisuallyHidden>: {change.text}</VisuallyHidden>
            </Button>
            {change.may_remove && (
              <ConfirmButton
                variant="subtle"
                size="compact-md"
                ask={t('changes.removeAsk')}
                yes={t('changes.removeYes')}
                loading={remove.isPending}
                onConfirm={() => remove.mutate(null)}
              >
                {t('remove')}
                <VisuallyHidden>: {change.text}</VisuallyHidden>
              </ConfirmButton>
            )}
          </div>
        )
      )}
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </li>
  )
}
