import { Link } from '@tanstack/react-router'
import { type Entry, entries, pathOf } from './nav'

type NavLinkProps = { name: Entry; label: string; iconSize: number; className?: string }

/** One entry of the navigation, in the rail or in the bar. */
export function NavLink({ name, label, iconSize, className }: NavLinkProps) {
  const Icon = entries[name].icon
  return (
    <Link
      to={pathOf(name)}
      className={className}
      activeOptions={{ exact: name === 'today', includeSearch: false }}
    >
      <Icon size={iconSize} stroke={1.75} aria-hidden />
      {label}
    </Link>
  )
}
