import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './FairDay.module.css'
import type { PassportOut } from './queries'
import { StampForm } from './StampForm'
import { useFairWords } from './useFairWords'

type StallToSeeProps = { passport: PassportOut; stall: PassportOut['to_see'][number] }

/** A stall that is not stamped yet; without a camera its stamp is taken from here. */
export function StallToSee({ passport, stall }: StallToSeeProps) {
  const { t } = useTranslation('fairDay')
  const { span } = useFairWords()
  const [mode, setMode] = useState<'reading' | 'stamping' | 'back'>('reading')
  return (
    <li>
      <div className={classes.row}>
        <div>
          <p>
            <span className="strong">{t('stallNo', { number: stall.number })}</span> {stall.title}
          </p>
          <p className="small quiet numbers">{[stall.room_name, span(stall)].join(', ')}</p>
        </div>
        {passport.may_visit && mode !== 'stamping' && (
          <Button
            variant="default"
            autoFocus={mode === 'back'}
            aria-label={t('passport.stampNamed', { number: stall.number, title: stall.title })}
            onClick={() => setMode('stamping')}
          >
            {t('passport.save')}
          </Button>
        )}
      </div>
      {mode === 'stamping' && (
        <StampForm fairId={passport.fair_id} slotId={stall.slot_id} onCancel={() => setMode('back')} />
      )}
    </li>
  )
}
