import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'

type Pupil = { id: string; label: string }
type PupilPickProps = {
  pupils: Pupil[]
  current: string
  /** A word below the label: what there is of this pupil so far. */
  note: (pupil: Pupil) => string
  onPick: (id: string) => void
}

/** Which case pupil the screen is about now. */
export function PupilPick({ pupils, current, note, onPick }: PupilPickProps) {
  const { t } = useTranslation('evidence')
  return (
    <div className={classes.pupils} data-narrow role="group" aria-label={t('observe.pupils')}>
      {pupils.map(pupil => (
        <UnstyledButton
          key={pupil.id}
          aria-pressed={pupil.id === current}
          className={classes.pupil}
          onClick={() => onPick(pupil.id)}
        >
          <b>{pupil.label}</b>
          <span>{note(pupil)}</span>
        </UnstyledButton>
      ))}
    </div>
  )
}
