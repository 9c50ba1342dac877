import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Calendars.module.css'

const PROGRAMS = ['Google', 'Outlook', 'Apple'] as const

/** What to press in the three calendars that most have. */
export function HowToAdd() {
  const { t } = useTranslation('calendars')
  return (
    <Section title={t('how')}>
      <dl className={classes.how}>
        {PROGRAMS.map(name => (
          <div key={name}>
            <dt>{t(`how${name}`)}</dt>
            <dd>{t(`how${name}Steps`)}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">{t('privacy')}</p>
    </Section>
  )
}
