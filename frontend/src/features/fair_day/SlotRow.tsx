import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmButton } from '../../ui/ConfirmButton'
import classes from './FairDay.module.css'
import { Place } from './Place'
import { type ProgrammeOut, programmeQuery, type Slot } from './queries'
import { SlotForm } from './SlotForm'
import { KINDS, slotValues } from './slotForm'
import { useFairWords } from './useFairWords'
import { useSlot } from './useSlot'

type Mode = 'reading' | 'moving' | 'adding' | 'back'

/** One place in the programme as a lead sees it: moved, shown another way too, or taken out. */
export function SlotRow({ slot, programme }: { slot: Slot; programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const { what, place, presenters } = useFairWords()
  const client = useQueryClient()
  const { fair, rooms, slots } = programme
  const [mode, setMode] = useState<Mode>('reading')
  const change = useSlot(fair, () => setMode('back'))
  const { title } = slot.finding
  const has = slots.filter(one => one.finding.id === slot.finding.id).map(one => one.kind)
  const other = KINDS.filter(kind => !has.includes(kind))
  return (
    <li>
      <div className={classes.row}>
        <div>
          <p>
            <span className="strong">{what(slot)}</span> {title}
          </p>
          <p className="small quiet numbers">{[place(slot), presenters(slot)].join('. ')}</p>
          {slot.finding.is_withdrawn && <p className="small strong">{t('slot.withdrawn')}</p>}
        </div>
        {fair.may.plan && mode !== 'moving' && mode !== 'adding' && (
          <Button
            variant="subtle"
            autoFocus={mode === 'back'}
            aria-label={t('slot.moveNamed', { title, kind: what(slot) })}
            onClick={() => setMode('moving')}
          >
            {t('slot.move')}
          </Button>
        )}
      </div>
      {mode === 'adding' && (
        <Place finding={slot.finding} kinds={other} programme={programme} onClose={() => setMode('back')} />
      )}
      {mode === 'moving' && (
        <>
          <SlotForm
            rooms={rooms}
            authors={slot.finding.authors}
            values={slotValues(slot)}
            kinds={[slot.kind]}
            label={t('slot.save')}
            error={change.error}
            isBusy={change.isPending}
            onSubmit={values => change.mutate({ move: values, slot })}
            onCancel={() => setMode('back')}
            onReload={() =>
              void client.invalidateQueries(programmeQuery(fair.id)).then(() => {
                change.reset()
                setMode('back')
              })
            }
          />
          {other.length > 0 && (
            <Button
              variant="default"
              aria-label={t('slot.alsoNamed', { title })}
              onClick={() => setMode('adding')}
            >
              {t('slot.also')}
            </Button>
          )}
          <ConfirmButton
            ask={t('slot.removeAsk')}
            yes={t('slot.removeYes')}
            onConfirm={() => change.mutate({ remove: slot })}
          >
            {t('slot.remove')}
          </ConfirmButton>
        </>
      )}
    </li>
  )
}
