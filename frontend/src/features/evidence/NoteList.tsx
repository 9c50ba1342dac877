import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { NoteLine } from './NoteLine'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

/** Everything I noted in this lesson, newest first, under the stage it belongs to. */
export function NoteList({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const id = useId()
  const { lines, data } = noting
  const titleOf = (key: string) => data.stages.find(stage => stage.key === key)?.title ?? ''
  return (
    <section aria-labelledby={id} className={classes.noted}>
      <h2 id={id} className={classes.heading}>
        {t('observe.newest')}
      </h2>
      {lines.length === 0 && <p className="quiet">{t('observe.none')}</p>}
      <ol className={classes.notes}>
        {lines.map((line, at) => (
          <NoteLine
            key={line.id}
            line={line}
            stage={line.stage_key === lines[at - 1]?.stage_key ? '' : titleOf(line.stage_key)}
            onUndo={
              at === 0 && line.mayUndo && data.may_note && line.id !== noting.last?.id
                ? () => void noting.undo(line)
                : undefined
            }
          />
        ))}
      </ol>
    </section>
  )
}
