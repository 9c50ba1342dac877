import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './BigScreen.module.css'
import { byRoomName } from './programme'
import type { BigScreenOut } from './queries'

/** Every stall by its number, room by room. */
export function StallMap({ stalls }: { stalls: BigScreenOut['stalls'] }) {
  const { t } = useTranslation('fairDay')
  return (
    <section aria-labelledby="screen-stalls">
      <h2 id="screen-stalls" className={classes.heading}>
        {t('screen.stalls')}
      </h2>
      <div className={classes.rooms}>
        {byRoomName(stalls).map(({ name, stalls: here }) => (
          <div key={name} className={classes.room}>
            <h3>{name}</h3>
            <ul className={classes.tiles}>
              {here.map(stall => (
                <li key={stall.slot_id} className={classes.tile}>
                  <span className={classes.tileNumber}>
                    <VisuallyHidden>{t('programme.number')} </VisuallyHidden>
                    {stall.number}
                  </span>
                  <span className={classes.tileName}>{stall.group_name}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
