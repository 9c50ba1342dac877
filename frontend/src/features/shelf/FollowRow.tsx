import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { Follow } from './shapes'
import { narrowed } from './shelf'
import { useFollow } from './useFollow'
import { useLabelWords } from './useLabelWords'

/** One thing followed: the way to its list, and to let it go. */
export function FollowRow({ follow }: { follow: Follow }) {
  const { t } = useTranslation('shelf')
  const words = useLabelWords()
  const { stop } = useFollow()
  const label = words(follow.kind, follow.value, follow.label)
  return (
    <li>
      <span>
        <Link to="/fair" search={narrowed({}, follow.kind, follow.value)} className="text-link">
          {label}
        </Link>{' '}
        <span className="smaller quiet">{t(`kind.${follow.kind}`)}</span>
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={stop.isPending}
        aria-label={t('follow.stopNamed', { label })}
        onClick={() => stop.mutate({ id: follow.id, label })}
      >
        {t('follow.stop')}
      </Button>
      {stop.error && <RefusedNotice acting error={stop.error} />}
    </li>
  )
}
