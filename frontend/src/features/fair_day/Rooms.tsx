import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import { type ProgrammeOut, programmeQuery } from './queries'
import { RoomForm } from './RoomForm'
import { RoomRow } from './RoomRow'
import { useRoom } from './useRoom'

const STALLS_OF_A_HALL = 17

/** The rooms of the fair. */
export function Rooms({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const { fair, rooms, slots } = programme
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  const add = useRoom(fair, () => setMode('back'))
  const isAdding = mode === 'writing' || (mode === 'reading' && rooms.length === 0 && fair.may.plan)
  return (
    <Section
      title={t('rooms.heading')}
      side={
        fair.may.plan &&
        !isAdding && (
          <Button variant="light" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
            {t('rooms.add')}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="small quiet">{t('rooms.lead')}</p>
        {rooms.length === 0 && !isAdding && <p className="quiet">{t('rooms.none')}</p>}
        {rooms.length > 0 && (
          <ul className={classes.rows}>
            {rooms.map(room => (
              <RoomRow
                key={room.id}
                room={room}
                fair={fair}
                slots={slots.filter(slot => slot.room.id === room.id)}
              />
            ))}
          </ul>
        )}
        {isAdding && (
          <RoomForm
            values={{ name: '', stalls: mode === 'reading' ? STALLS_OF_A_HALL : 0 }}
            label={t('rooms.save')}
            error={add.error}
            isBusy={add.isPending}
            onSubmit={values => add.mutate({ add: values })}
            onCancel={() => setMode('back')}
            onReload={() => void client.invalidateQueries(programmeQuery(fair.id)).then(() => add.reset())}
          />
        )}
      </div>
    </Section>
  )
}
