import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Cycle.module.css'
import { Part } from './Part'
import { SourceForm } from './SourceForm'
import { SourceRow } from './SourceRow'
import type { CycleOut } from './shapes'
import { useHash } from './useHash'

/** What the group read or worked through before it planned. */
export function Sources({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const isSentHere = useHash() === 'sources'
  const [isAdding, setAdding] = useState(false)
  const isEmpty = cycle.sources.length === 0
  useEffect(() => {
    if (isSentHere && isEmpty && cycle.may_edit) setAdding(true)
  }, [isSentHere, isEmpty, cycle.may_edit])
  return (
    <Part
      id="sources"
      title={t('sources.heading')}
      side={
        cycle.may_edit &&
        !isAdding && (
          <Button variant="subtle" size="compact-md" onClick={() => setAdding(true)}>
            {t('sources.add')}
          </Button>
        )
      }
    >
      <div className="stack">
        {isAdding && <SourceForm cycleId={cycle.id} onClose={() => setAdding(false)} />}
        {isEmpty && !isAdding && <p className="quiet">{t('sources.empty')}</p>}
        {!isEmpty && (
          <ul className={classes.rows}>
            {cycle.sources.map(source => (
              <SourceRow key={source.id} cycle={cycle} source={source} />
            ))}
          </ul>
        )}
      </div>
    </Part>
  )
}
