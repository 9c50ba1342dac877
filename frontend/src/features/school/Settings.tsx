import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { schoolQuery } from './queries'
import { SettingsForm } from './SettingsForm'

/** What the school decides once: debriefs, moving time, after-school window, zone. */
export function Settings() {
  const { t } = useTranslation('school')
  const query = useQuery(schoolQuery)
  const school = query.data
  return (
    <Page
      narrow
      name={t('settings.name')}
      title={
        school ? t('settings.title', { debrief: inMinutes(school.debrief_minutes) }) : t('settings.name')
      }
    >
      <Loaded query={query}>{loaded => <SettingsForm key={loaded.version} school={loaded} />}</Loaded>
    </Page>
  )
}
