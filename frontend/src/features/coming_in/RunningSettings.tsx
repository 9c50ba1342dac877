import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { schoolQuery } from './queries'

/** The settings that most else depends on. */
export function RunningSettings() {
  const { t } = useTranslation('comingIn')
  const query = useQuery(schoolQuery)
  return (
    <Section title={t('help.settings')}>
      <Loaded query={query}>
        {school => (
          <ul>
            <li>
              {t('help.zone')}: {school.zone}
            </li>
            <li>
              {t('help.debrief')}: {inMinutes(school.debrief_minutes)}
            </li>
            <li>
              {t('help.moving')}: {inMinutes(school.moving_minutes)}
            </li>
            <li className="numbers">
              {t('help.after')}: {school.after_school_starts}–{school.after_school_ends}
            </li>
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
