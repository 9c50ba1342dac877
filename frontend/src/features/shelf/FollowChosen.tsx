import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../api/me'
import { FollowButton } from './FollowButton'
import { mayFollow } from './mayFollow'
import type { Facets } from './shapes'
import { chosenIn, isSame, type ShelfSearch } from './shelf'

/** Following what the list is narrowed by: one button for each label. */
export function FollowChosen({ search, facets }: { search: ShelfSearch; facets: Facets | undefined }) {
  const { data: me } = useQuery(meQuery)
  if (!me || !mayFollow(me)) return null
  return chosenIn(search).map(({ kind, value }) => {
    const known = kind === 'group' ? undefined : facets?.[kind]?.find(one => isSame(one.value, value))
    // Groups and schools are named by the server; an id is nothing to read on a button.
    if (!known && (kind === 'group' || kind === 'school')) return null
    return <FollowButton key={kind} label={{ kind, value, label: known?.label ?? value }} />
  })
}
