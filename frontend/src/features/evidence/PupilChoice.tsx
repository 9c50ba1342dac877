import { UnstyledButton } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

/** Whom the next note is about: a case pupil, or the class. */
export function PupilChoice({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const { pupils } = noting.data
  if (pupils.length === 0) return null
  const count = (id: string | null) => noting.lines.filter(line => line.case_pupil_id === id).length
  const current = noting.pupil?.id ?? null
  return (
    <div className={classes.pupils} role="group" aria-label={t('observe.pupils')}>
      {pupils.map(pupil => (
        <UnstyledButton
          key={pupil.id}
          aria-pressed={current === pupil.id}
          className={classes.pupil}
          onClick={() => noting.choosePupil(pupil.id)}
        >
          <b>
            {pupil.label}
            {pupil.is_mine && <IconEye size={16} role="img" aria-label={t('observe.youWatch')} />}
          </b>
          <span>{t('observe.notes', { count: count(pupil.id) })}</span>
        </UnstyledButton>
      ))}
      <UnstyledButton
        aria-pressed={current === null}
        className={classes.pupil}
        onClick={() => noting.choosePupil(null)}
      >
        <b className={classes.klass}>{t('observe.klass')}</b>
        <span>{t('observe.notes', { count: count(null) })}</span>
      </UnstyledButton>
    </div>
  )
}
