import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import type { Source } from './queries'

const EVERY_MS = 2_000
const WAITED_MS = 60_000

/** Has an address looked at now, and waits until it was. */
export function LookNow({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  const client = useQueryClient()
  const announce = useAnnounce()
  const [since, setSince] = useState<{ looked_at: string | null; until: number } | null>(null)
  const look = useAct({
    send: (_: undefined, key) =>
      answer(
        api.POST('/api/outside-sources/{source_id}/look', {
          params: { path: { source_id: source.id }, header: withKey(key) },
        }),
      ),
    onDone: before => setSince({ looked_at: before.looked_at, until: Date.now() + WAITED_MS }),
  })
  const isWaiting = since !== null && source.looked_at === since.looked_at
  const { name, failures } = source
  useEffect(() => {
    if (since === null) return
    if (!isWaiting) {
      setSince(null)
      announce(failures > 0 ? t('lookedBad', { name }) : t('lookedGood', { name }))
      return
    }
    const timer = setInterval(() => {
      void client.invalidateQueries({ queryKey: ['addresses'] })
      if (Date.now() < since.until) return
      setSince(null)
      announce(t('lookedSlow', { name }))
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [since, isWaiting, failures, name, client, announce, t])
  return (
    <>
      <Button
        variant="default"
        aria-label={t('lookNowNamed', { name })}
        loading={look.isPending || isWaiting}
        onClick={() => look.mutate(undefined)}
      >
        {t('lookNow')}
      </Button>
      {isWaiting && <p className="small quiet">{t('looking')}</p>}
      {look.error && <RefusedNotice acting error={look.error} />}
    </>
  )
}
