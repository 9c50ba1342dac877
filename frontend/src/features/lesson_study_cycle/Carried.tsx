import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { Section } from '../../ui/Section'
import classes from './Cycle.module.css'
import type { ChangeOut } from './shapes'

/** What the lesson before taught the group, to be kept in mind while planning this one. */
export function Carried({ changes }: { changes: ChangeOut[] }) {
  const { t } = useTranslation('lessonStudy')
  if (changes.length === 0) return null
  return (
    <Section title={t('carried.heading')}>
      <ul className={classes.rows}>
        {changes.map(change => (
          <li key={change.id}>
            <p className={classes.text}>{change.text}</p>
            <p className="small quiet">
              {t('changes.origin', { number: change.lesson_number, name: change.by_name })}
              {change.by_on && ` ${t('changes.until', { day: shortDay(change.by_on) })}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
