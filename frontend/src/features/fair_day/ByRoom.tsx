import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Programme.module.css'
import { roomsOf } from './programme'
import type { ProgrammeOut, Room, Slot } from './queries'
import { SlotLine } from './SlotLine'

type ByRoomProps = { programme: ProgrammeOut; minute?: number }

/** What is in each room. */
export function ByRoom({ programme, minute }: ByRoomProps) {
  return (
    <div className={classes.parts}>
      {roomsOf(programme.rooms, programme.slots).map(({ room, stalls, talks }) => (
        <OneRoom
          key={room.id}
          room={room}
          stalls={stalls}
          talks={talks}
          fair={programme.fair}
          minute={minute}
        />
      ))}
    </div>
  )
}

type OneRoomProps = {
  room: Room
  stalls: Slot[]
  talks: Slot[]
  fair: ProgrammeOut['fair']
  minute?: number
}

function OneRoom({ room, stalls, talks, fair, minute }: OneRoomProps) {
  const { t } = useTranslation('fairDay')
  const id = useId()
  const parts = [
    { name: t('programme.stalls'), slots: stalls },
    { name: t('programme.talks'), slots: talks },
  ].filter(({ slots }) => slots.length > 0)
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id}>{room.name}</h2>
      {parts.map(({ name, slots }) => (
        <div key={name}>
          <h3>{name}</h3>
          <ol className={classes.lines}>
            {slots.map(slot => (
              <SlotLine key={slot.id} slot={slot} fair={fair} minute={minute} inRoom />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
