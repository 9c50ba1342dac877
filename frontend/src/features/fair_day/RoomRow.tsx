import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { SaveRefused } from '../../ui/SaveRefused'
import classes from './FairDay.module.css'
import { stallsOf, talksOf } from './programme'
import { type FairOut, programmeQuery, type Room, type Slot } from './queries'
import { RoomForm } from './RoomForm'
import { useRoom } from './useRoom'

/** One room and how full it is; it is changed in its place. */
export function RoomRow({ room, fair, slots }: { room: Room; fair: FairOut; slots: Slot[] }) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const change = useRoom(fair, () => setMode('back'))
  const talks = talksOf(slots).length
  const reload = () =>
    void client.invalidateQueries(programmeQuery(fair.id)).then(() => {
      change.reset()
      setMode('back')
    })
  if (mode === 'writing')
    return (
      <li>
        <RoomForm
          values={{ name: room.name, stalls: room.stalls }}
          label={t('rooms.keep')}
          error={change.error}
          isBusy={change.isPending}
          onSubmit={values => change.mutate({ change: values, room })}
          onCancel={() => setMode('back')}
          onReload={reload}
        />
        {slots.length === 0 && (
          <ConfirmButton
            ask={t('rooms.removeAsk')}
            yes={t('rooms.removeYes')}
            onConfirm={() => change.mutate({ remove: room })}
          >
            {t('rooms.remove')}
          </ConfirmButton>
        )}
      </li>
    )
  return (
    <li>
      <div className={classes.row}>
        <div>
          <p className="strong">{room.name}</p>
          <p className="small quiet numbers">
            {[
              room.stalls > 0
                ? t('rooms.taken', { used: stallsOf(slots).length, stalls: room.stalls })
                : t('rooms.noStalls'),
              talks > 0 && t('rooms.talks', { count: talks }),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
        </div>
        {fair.may.plan && (
          <Button
            variant="subtle"
            autoFocus={mode === 'back'}
            aria-label={t('rooms.changeNamed', { name: room.name })}
            onClick={() => setMode('writing')}
          >
            {t('rooms.change')}
          </Button>
        )}
      </div>
      {mode !== 'reading' && <SaveRefused error={change.error} onReload={reload} />}
    </li>
  )
}
