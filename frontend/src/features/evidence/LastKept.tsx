import { Button } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

/** What was noted last, under the thumb that did it, with its Undo. */
export function LastKept({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const { t: common } = useTranslation()
  const { last } = noting
  const what = last?.text || (last && t(last.kind === 'sheet' ? 'observe.sheetOf' : 'observe.photoOf'))
  return (
    <div className={classes.last} data-empty={!last || undefined}>
      <div role="status" className={classes.lastText}>
        {last &&
          t('observe.kept', {
            time: dayjs(last.at).format('H:mm'),
            label: last.label ?? t('observe.klass'),
            text: what,
          })}
      </div>
      {last && (
        <Button variant="subtle" onClick={() => void noting.undo(last)}>
          {common('act.undo')}
        </Button>
      )}
    </div>
  )
}
