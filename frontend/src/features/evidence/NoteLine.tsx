import { Button, VisuallyHidden } from '@mantine/core'
import { IconCamera, IconDeviceMobile } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Line } from './lines'
import classes from './Observe.module.css'

type NoteLineProps = { line: Line; stage: string; onUndo?: (() => void) | undefined }

/** One note: when, of whom, what; and whether it is on this phone only. */
export function NoteLine({ line, stage, onUndo }: NoteLineProps) {
  const { t } = useTranslation('evidence')
  const { t: common } = useTranslation()
  const isPhoto = line.kind === 'photo' || line.kind === 'sheet'
  return (
    <li className={classes.note} data-first={stage ? true : undefined}>
      {stage && <div className={classes.noteStage}>{stage}</div>}
      <time className="numbers quiet">{dayjs(line.at).format('H:mm')}</time>
      <span className={classes.badge}>
        <VisuallyHidden>{line.label ? t('observe.pupil') : t('observe.klassLong')} </VisuallyHidden>
        {line.label ?? '–'}
      </span>
      <div className={classes.noteText}>
        {isPhoto && (
          <span className="row">
            <IconCamera size={18} stroke={1.75} aria-hidden />
            {t(line.kind === 'photo' ? 'observe.photoOf' : 'observe.sheetOf')}
          </span>
        )}
        {line.text && <p>{line.text}</p>}
        {line.where === 'phone' && (
          <p className={classes.onPhone}>
            <IconDeviceMobile size={14} aria-hidden /> {t('observe.onPhone')}
          </p>
        )}
        {line.where === 'refused' && (
          <p className="small strong">
            {line.reason ? t('observe.refused', { reason: line.reason }) : t('observe.refusedBare')}
          </p>
        )}
        {line.where === 'server' && line.reason && <p className="small">{line.reason}</p>}
        {onUndo && (
          <Button variant="subtle" className={classes.undo} onClick={onUndo}>
            {common('act.undo')}
          </Button>
        )}
      </div>
    </li>
  )
}
