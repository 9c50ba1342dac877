import { Button } from '@mantine/core'
import { IconBell, IconBellCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { followsQuery } from './queries'
import { isSame } from './shelf'
import { type Label, useFollow } from './useFollow'
import { useLabelWords } from './useLabelWords'

/** To hear of new findings with a label; pressed while one does. */
export function FollowButton({ label }: { label: Label }) {
  const { t } = useTranslation('shelf')
  const words = useLabelWords()
  const { data } = useInfiniteQuery(followsQuery)
  const { follow, stop } = useFollow()
  if (!data) return null
  const mine = itemsOf(data).find(one => one.kind === label.kind && isSame(one.value, label.value))
  const named = { ...label, label: words(label.kind, label.value, label.label) }
  const error = follow.error ?? stop.error
  return (
    <>
      <Button
        size="compact-sm"
        variant={mine ? 'light' : 'default'}
        aria-pressed={mine !== undefined}
        loading={follow.isPending || stop.isPending}
        leftSection={mine ? <IconBellCheck size={16} aria-hidden /> : <IconBell size={16} aria-hidden />}
        onClick={() => (mine ? stop.mutate({ id: mine.id, label: named.label }) : follow.mutate(named))}
      >
        {t(mine ? 'follow.following' : 'follow.follow', { label: named.label })}
      </Button>
      {error && <RefusedNotice acting error={error} />}
    </>
  )
}
