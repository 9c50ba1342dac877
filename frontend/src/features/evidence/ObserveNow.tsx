import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Observing } from '../../api/field/observing'
import type { KeptNote } from '../../api/field/store'
import { Notice } from '../../ui/Notice'
import { Moments } from './Moments'
import { NoteList } from './NoteList'
import classes from './Observe.module.css'
import { PupilChoice } from './PupilChoice'
import { PupilExpected } from './PupilExpected'
import { StageChoice } from './StageChoice'
import { useObserving } from './useObserving'
import { WriteBar } from './WriteBar'

type ObserveNowProps = { owner: string; observing: Observing; kept: KeptNote[] }

/** Stage, pupil, what is expected, one tap, and what was noted. */
export function ObserveNow({ owner, observing, kept }: ObserveNowProps) {
  const { t } = useTranslation('evidence')
  const noting = useObserving(owner, observing, kept)
  const { data } = noting
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.choose}>
          <p className={classes.rule}>
            <IconEye size={16} stroke={1.75} aria-hidden />
            {data.rule}
          </p>
          <StageChoice noting={noting} />
          <PupilChoice noting={noting} />
          <PupilExpected noting={noting} />
          {noting.cannotKeep && (
            <Notice announced tone="needs" title={t('observe.cannotKeep')}>
              {t('observe.cannotKeepDetail')}
            </Notice>
          )}
          {data.may_note ? <Moments noting={noting} /> : <Notice>{t('observe.mayNot')}</Notice>}
        </div>
        <NoteList noting={noting} />
      </div>
      {data.may_note && <WriteBar noting={noting} />}
    </>
  )
}
