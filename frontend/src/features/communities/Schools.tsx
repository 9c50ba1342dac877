import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Communities.module.css'
import type { Community } from './queries'

/** The schools in a community, with their two leaders for those who are in it too. */
export function Schools({ community }: { community: Community }) {
  const { t } = useTranslation('communities')
  return (
    <Section title={t('community.schools')}>
      <ul className={classes.list}>
        {community.members.map(school => {
          const marks = [school.is_ours && t('community.ours'), school.is_host && t('community.host')].filter(
            Boolean,
          )
          return (
            <li key={`${school.school_name} ${school.joined_at}`}>
              <p>
                <span className="strong">{school.school_name}</span>
                {marks.length > 0 && <span className="small quiet"> {marks.join(', ')}</span>}
              </p>
              {school.leaders.length > 0 && (
                <p className="small quiet">
                  {t('community.leadersOf', { names: school.leaders.map(one => one.name).join(', ') })}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {community.state === 'open' && community.missing > 0 && (
        <p className="small">{t('community.missing', { count: community.missing })}</p>
      )}
    </Section>
  )
}
