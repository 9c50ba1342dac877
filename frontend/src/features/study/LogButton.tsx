import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Loggable, useLog } from './useLog'

/** Spends the minutes that were reserved, once the thing has taken place. */
export function LogButton({ what, id, minutes }: Loggable & { minutes: number }) {
  const { t } = useTranslation('round')
  const announce = useAnnounce()
  const log = useLog(() => announce(t('log.done', { minutes: inMinutes(minutes) })))
  return (
    <>
      <div>
        <Button loading={log.isPending} onClick={() => log.mutate({ what, id })}>
          {minutes < 60 ? t('log.mine', { count: minutes }) : t('log.long', { minutes: inMinutes(minutes) })}
        </Button>
      </div>
      {log.error && <RefusedNotice acting error={log.error} />}
    </>
  )
}
