import { Link } from '@tanstack/react-router'
import { usePhone } from '../lib/usePhone'
import { AreaMenu } from './AreaMenu'
import classes from './AreaNav.module.css'

export type AreaLink = { to: string; word: string; exact?: boolean; count?: string }

/** More than these take half of a phone's screen before what was come for. */
const PHONE_MAX = 6

/** The screens of one area, above them all. */
export function AreaNav({ label, links }: { label: string; links: AreaLink[] }) {
  const isPhone = usePhone()
  if (isPhone && links.length > PHONE_MAX) return <AreaMenu label={label} links={links} />
  return (
    <nav aria-label={label} className={`${classes.nav} no-print`}>
      {links.map(({ to, word, exact = false, count }) => (
        // Areas list their own paths; the type knows only those of the caller's tree.
        <Link
          key={to}
          to={to as '/'}
          className={classes.link}
          activeOptions={{ exact, includeSearch: false }}
        >
          {word}
          {count && <span className={classes.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
