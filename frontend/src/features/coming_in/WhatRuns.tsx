import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { Page } from '../../ui/Page'
import { RunningAddresses } from './RunningAddresses'
import { RunningJobs } from './RunningJobs'
import { RunningSettings } from './RunningSettings'
import { RunningTimetables } from './RunningTimetables'

/** What support sees of a school: whether things run. */
export function WhatRuns() {
  const { t } = useTranslation('comingIn')
  const { school } = useMe()
  return (
    <Page name={t('help.title', { school: school.name })} title={t('help.title', { school: school.name })}>
      <div className="stack">
        <p className="prose">{t('help.lead')}</p>
        <RunningSettings />
        <RunningTimetables />
        <RunningJobs />
        <RunningAddresses />
      </div>
    </Page>
  )
}
