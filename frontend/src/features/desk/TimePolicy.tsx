import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { policyQuery } from './queries'
import { TimePolicyFacts } from './TimePolicyFacts'
import { TimePolicyForm } from './TimePolicyForm'

/** What the school has decided about its protected minutes: to change for its leads, to read for everybody. */
export function TimePolicy() {
  const { t } = useTranslation('desk')
  const me = useMe()
  const query = useQuery(policyQuery)
  const title = query.data ? t(`policy.title.${query.data.transfers}`) : t('policy.name')
  return (
    <Page narrow name={t('policy.name')} title={title}>
      <Loaded query={query} next={<ToToday />}>
        {policy =>
          holds(me, 'head', 'cpd_lead') ? (
            <TimePolicyForm key={policy.version} policy={policy} />
          ) : (
            <TimePolicyFacts policy={policy} />
          )
        }
      </Loaded>
    </Page>
  )
}
