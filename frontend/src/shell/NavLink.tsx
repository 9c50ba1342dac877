import { Link, useLocation } from '@tanstack/react-router'
import { type Entry, entries, isUnder, pathOf } from './nav'

const CURRENT = { 'aria-current': 'page', 'data-status': 'active' } as const

type NavLinkProps = { name: Entry; label: string; iconSize: number; className?: string }

/** One entry of the navigation, in the rail or in the bar. */
export function NavLink({ name, label, iconSize, className }: NavLinkProps) {
  const Icon = entries[name].icon
  const isHere = useLocation({ select: ({ pathname }) => isUnder(name, pathname) })
  return (
    <Link
      to={pathOf(name)}
      className={className}
      activeOptions={{ exact: name === 'today', includeSearch: false }}
      inactiveProps={isHere ? CURRENT : {}}
    >
      <Icon size={iconSize} stroke={1.75} aria-hidden />
      {label}
    </Link>
  )
}
