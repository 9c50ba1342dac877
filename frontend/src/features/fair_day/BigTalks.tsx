import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/minutes'
import classes from './BigScreen.module.css'
import type { BigScreenOut } from './queries'

type BigTalksProps = { talks: BigScreenOut['talks_now']; isNow?: boolean }

/** Talks in large type: what, where, until or from when. */
export function BigTalks({ talks, isNow = false }: BigTalksProps) {
  const { t } = useTranslation('fairDay')
  return (
    <ul>
      {talks.map(talk => (
        <li key={talk.slot_id} className={classes.talk}>
          <p className={classes.talkTitle}>{talk.title}</p>
          <p className={classes.place}>
            {[
              isNow
                ? `${talk.room_name} ${t('screen.until', { end: clock(talk.ends) })}`
                : `${clock(talk.starts)} ${talk.room_name}`,
              talk.presenters.join(', '),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
