import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import { myAttendanceQuery } from './queries'

/** My own line of who was there; nothing while nobody has marked it. */
export function MyMinutes({ fairId }: { fairId: string }) {
  const { t } = useTranslation('fairDay')
  const { data } = useQuery(myAttendanceQuery(fairId))
  if (!data?.mine) return null
  const { minutes, is_directed, directed_minutes } = data.mine
  return (
    <Notice tone="done">
      {is_directed
        ? t('people.mineDirected', { minutes: inMinutes(minutes), directed: inMinutes(directed_minutes) })
        : t('people.mine', { minutes: inMinutes(minutes) })}
    </Notice>
  )
}
