import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Loaded } from '../../ui/Loaded'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { digestQuery } from './queries'

/** Whether what is new comes once a week by e-mail. */
export function Digest() {
  const { t } = useTranslation('shelf')
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
