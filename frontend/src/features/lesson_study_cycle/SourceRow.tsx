import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cycle.module.css'
import { SourceForm } from './SourceForm'
import type { CycleOut, SourceOut } from './shapes'
import { useSmallAct } from './useSmallAct'

/** One source and what the group took from it. */
export function SourceRow({ cycle, source }: { cycle: CycleOut; source: SourceOut }) {
  const { t } = useTranslation('lessonStudy')
  const [isEditing, setEditing] = useState(false)
  const remove = useSmallAct(
    (_: null) =>
      answer(
        api.DELETE('/api/cycles/{cycle_id}/sources/{source_id}', {
          params: { path: { cycle_id: cycle.id, source_id: source.id } },
        }),
      ),
    t('sources.removed', { title: source.title }),
  )
  if (isEditing)
    return (
      <li>
        <SourceForm cycleId={cycle.id} source={source} onClose={() => setEditing(false)} />
      </li>
    )
  return (
    <li>
      <div className={classes.row}>
        <div>
          {source.link ? (
            <a href={source.link} target="_blank" rel="noreferrer" className="text-link">
              {source.title}
            </a>
          ) : (
            <span className="strong">{source.title}</span>
          )}
          <p className="small quiet">
            {t(`sources.kinds.${source.kind}`)}, {t('sources.by', { name: source.added_by_name })}
          </p>
        </div>
        {cycle.may_edit && (
          <div className="row">
            <Button variant="subtle" size="compact-md" onClick={() => setEditing(true)}>
              {t('edit')}
              <VisuallyHidden>: {source.title}</VisuallyHidden>
            </Button>
            <ConfirmButton
              variant="subtle"
              size="compact-md"
              ask={t('sources.removeAsk')}
              yes={t('sources.removeYes')}
              loading={remove.isPending}
              onConfirm={() => remove.mutate(null)}
            >
              {t('remove')}
              <VisuallyHidden>: {source.title}</VisuallyHidden>
            </ConfirmButton>
          </div>
        )}
      </div>
      {source.taken_from_it && <p className={classes.text}>{source.taken_from_it}</p>}
      {remove.error && <RefusedNotice acting error={remove.error} />}
    </li>
  )
}
