import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { MY_PUSH } from './push'

/** Another browser of mine that messages appear on. */
export function PushDevice({ device }: { device: Schema<'PushDeviceOut'> }) {
  const { t } = useTranslation('push')
  const client = useQueryClient()
  const announce = useAnnounce()
  const name = device.device || t('unnamed')
  const stop = useMutation({
    mutationFn: () =>
      answer(api.DELETE('/api/me/push/{device_id}', { params: { path: { device_id: device.id } } })),
    onSuccess: () => {
      announce(t('turnedOff'))
      return client.invalidateQueries({ queryKey: MY_PUSH })
    },
  })
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        {name} <span className="small quiet">{t('since', { at: momentInWords(device.made_at) })}</span>
      </span>
      <Button
        variant="default"
        aria-label={t('stopNamed', { device: name })}
        loading={stop.isPending}
        onClick={() => stop.mutate()}
      >
        {t('stop')}
      </Button>
      {stop.error && <RefusedNotice acting error={stop.error} />}
    </li>
  )
}
