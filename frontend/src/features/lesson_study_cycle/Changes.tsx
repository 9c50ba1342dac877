import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChangeForm } from './ChangeForm'
import { ChangeRow } from './ChangeRow'
import classes from './Cycle.module.css'
import { Part } from './Part'
import type { CycleOut } from './shapes'
import { useHash } from './useHash'

/** What the group will do otherwise, by when, and what it saw when it looked again. */
export function Changes({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const isSentHere = useHash() === 'changes'
  const [isAdding, setAdding] = useState(false)
  const mayAdd = cycle.may_edit && cycle.lessons.length > 0
  useEffect(() => {
    if (isSentHere && mayAdd) setAdding(true)
  }, [isSentHere, mayAdd])
  return (
    <Part
      id="changes"
      title={t('changes.heading')}
      side={
        mayAdd &&
        !isAdding && (
          <Button variant="subtle" size="compact-md" onClick={() => setAdding(true)}>
            {t('changes.add')}
          </Button>
        )
      }
    >
      <div className="stack">
        {isAdding && <ChangeForm cycle={cycle} onClose={() => setAdding(false)} />}
        {cycle.changes.length === 0 && !isAdding && <p className="quiet">{t('changes.empty')}</p>}
        {cycle.changes.length > 0 && (
          <ul className={classes.rows}>
            {cycle.changes.map(change => (
              <ChangeRow key={change.id} change={change} mayEdit={cycle.may_edit} />
            ))}
          </ul>
        )}
      </div>
    </Part>
  )
}
