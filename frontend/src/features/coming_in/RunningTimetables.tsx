import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { longDate } from '../../lib/dates'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { Section } from '../../ui/Section'
import { versionsQuery } from './queries'

/** The timetables that were taken over, newest first. */
export function RunningTimetables() {
  const { t } = useTranslation('comingIn')
  const query = useQuery(versionsQuery)
  return (
    <Section title={t('help.timetables')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('help.noTimetables')}</p>
          ) : (
            <ul className={listed.rows}>
              {items.map(version => (
                <li key={version.id} className={listed.row}>
                  <div className={listed.text}>
                    <p className="strong">{t('help.from', { day: longDate(version.starts_on) })}</p>
                    <p className="small quiet">{version.file_names.join(', ')}</p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
