import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { KindWord } from '../../ui/KindWord'
import { Notice } from '../../ui/Notice'

/** Marks that do not hold any more once another timetable begins. */
export function MarksLater({ later }: { later: Schema<'MarkLater'>[] }) {
  const { t } = useTranslation('timetable')
  if (later.length === 0) return null
  return (
    <Notice tone="needs" title={t('teacher.later')}>
      <p>{t('teacher.laterLead')}</p>
      <ul>
        {later.map(mark => (
          <li key={`${mark.starts_on} ${mark.cycle_day} ${mark.period}`}>
            {t('teacher.laterMark', {
              from: shortDay(mark.starts_on),
              day: mark.cycle_day,
              period: mark.period ?? t('teacher.laterDay'),
            })}{' '}
            <KindWord kind={mark.kind} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
