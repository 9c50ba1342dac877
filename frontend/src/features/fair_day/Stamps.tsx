import classes from './Passport.module.css'
import type { PassportOut } from './queries'

/** The passport's page as a picture: a filled circle for each stall that was visited. The lists below say it in words. */
export function Stamps({ passport }: { passport: PassportOut }) {
  const all = [
    ...passport.visited.map(one => ({ id: one.slot_id, number: one.number ?? 0, isSeen: true })),
    ...passport.to_see.map(one => ({ id: one.slot_id, number: one.number ?? 0, isSeen: false })),
  ].sort((a, b) => a.number - b.number)
  return (
    <div className={classes.stamps} aria-hidden>
      {all.map(({ id, number, isSeen }) => (
        <span key={id} className={classes.stamp} data-seen={isSeen}>
          {number}
        </span>
      ))}
    </div>
  )
}
