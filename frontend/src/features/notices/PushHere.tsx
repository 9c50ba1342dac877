import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { unsubscribed } from '../../lib/pushMessages'
import { useAnnounce } from '../../ui/Announcer'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { deviceOf, hereQuery, MY_PUSH, subscribed, Unreached } from './push'

/** Switches messages on this device on and off. */
export function PushHere({ mine }: { mine: Schema<'MyPushOut'> }) {
  const { t } = useTranslation('push')
  const client = useQueryClient()
  const announce = useAnnounce()
  const here = useQuery(hereQuery).data
  const own = mine.devices.find(device => device.endpoint_hash === here?.hash)
  const changes = [MY_PUSH, hereQuery.queryKey]
  const turnOn = useAct({
    send: async (_: undefined, key) => {
      const body = await subscribed(mine.public_key, deviceOf(navigator.userAgent))
      return answer(api.POST('/api/me/push', { params: { header: withKey(key) }, body }))
    },
    changes,
    onDone: () => announce(t('turnedOn')),
  })
  const turnOff = useAct({
    send: async (id: string) => {
      await unsubscribed()
      return answer(api.DELETE('/api/me/push/{device_id}', { params: { path: { device_id: id } } }))
    },
    changes,
    onDone: () => announce(t('turnedOff')),
  })
  if (!here) return null
  if (!here.can) return <Notice>{t('cannot')}</Notice>
  const error = turnOn.error ?? turnOff.error
  const isUnreached = error instanceof Unreached
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <p>{own ? t('on') : t('off')}</p>
      {here.isDenied ? (
        <Notice tone="needs">{t('denied')}</Notice>
      ) : own ? (
        <Button variant="default" loading={turnOff.isPending} onClick={() => turnOff.mutate(own.id)}>
          {t('turnOff')}
        </Button>
      ) : (
        <Button
          loading={turnOn.isPending}
          onClick={() =>
            turnOn.mutate(undefined, {
              onError: () => void client.invalidateQueries({ queryKey: hereQuery.queryKey }),
            })
          }
        >
          {t('turnOn')}
        </Button>
      )}
      {isUnreached && !here.isDenied && (
        <Notice announced tone="needs">
          {t('unreached')}
        </Notice>
      )}
      {error && !isUnreached && <RefusedNotice acting error={error} />}
    </div>
  )
}
