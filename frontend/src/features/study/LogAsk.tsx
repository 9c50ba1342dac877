import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { AskRow } from './AskRow'
import { useLog } from './useLog'

const kindOf = { observation: 'observe', cover: 'cover', debrief: 'debrief' } as const

/** Something that has taken place: one button spends the minutes that were reserved for it. */
export function LogAsk({ item }: { item: Schema<'ToLog'> }) {
  const { t } = useTranslation('today')
  const announce = useAnnounce()
  const minutes = inMinutes(item.minutes)
  const log = useLog(() => announce(t('asked.logged', { minutes })))
  return (
    <AskRow
      kind={kindOf[item.what]}
      title={item.title}
      when={item.when}
      cost={t('asked.logCost', { minutes })}
      trouble={log.error && <RefusedNotice acting error={log.error} />}
      buttons={
        <Button loading={log.isPending} onClick={() => log.mutate({ what: item.what, id: item.id })}>
          {item.minutes < 60 ? t('asked.log', { count: item.minutes }) : t('asked.logLong', { minutes })}
        </Button>
      }
    />
  )
}
