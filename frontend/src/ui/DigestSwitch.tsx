import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act'
import { answer, api } from '../api/client'
import { digestQuery } from '../api/digest'
import { useAnnounce } from './Announcer'
import { Loaded } from './Loaded'
import { RefusedNotice } from './RefusedNotice'
import { Section } from './Section'

/** Whether what is new at the fair comes once a week by mail: kept as soon as it is chosen. */
export function DigestSwitch() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const query = useQuery(digestQuery)
  const choose = useAct({
    send: (is_wanted: boolean) => answer(api.PUT('/api/me/digest', { body: { is_wanted } })),
    onDone: choice => {
      client.setQueryData(digestQuery.queryKey, choice)
      announce(t(choice.is_wanted ? 'digest.on' : 'digest.off'))
    },
  })
  return (
    <Section title={t('digest.heading')}>
      <Loaded query={query}>
        {data => (
          <Switch
            label={t('digest.label')}
            description={t('digest.detail')}
            checked={choose.isPending ? choose.variables : data.is_wanted}
            onChange={event => choose.mutate(event.currentTarget.checked)}
          />
        )}
      </Loaded>
      {choose.error && <RefusedNotice acting error={choose.error} />}
    </Section>
  )
}
