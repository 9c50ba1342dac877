import { Link } from '@tanstack/react-router'
import classes from './AreaNav.module.css'

export type AreaLink = { to: string; word: string; exact?: boolean; count?: string }

/** The screens of one area, above them all. */
export function AreaNav({ label, links }: { label: string; links: AreaLink[] }) {
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
