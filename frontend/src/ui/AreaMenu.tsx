import { IconChevronDown } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import type { AreaLink } from './AreaNav'
import classes from './AreaNav.module.css'

/** Many screens of one area on a phone: the one that is open, and the others behind it. */
export function AreaMenu({ label, links }: { label: string; links: AreaLink[] }) {
  const path = useRouterState({ select: state => state.location.pathname })
  const here = links
    .filter(({ to, exact }) => path === to || (!exact && path.startsWith(`${to}/`)))
    .sort((one, other) => other.to.length - one.to.length)[0]
  return (
    <nav aria-label={label} className={`${classes.menu} no-print`}>
      {/* Another screen is another menu, which is closed. */}
      <details key={path}>
        <summary>
          <span className={classes.words}>
            <span className="quiet">{label}</span> <span className={classes.here}>{here?.word}</span>
          </span>
          <IconChevronDown size={20} aria-hidden />
        </summary>
        <ul>
          {links.map(({ to, word, exact = false, count }) => (
            <li key={to}>
              <Link to={to as '/'} className={classes.link} activeOptions={{ exact, includeSearch: false }}>
                {word}
                {count && <span className={classes.count}>{count}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  )
}
