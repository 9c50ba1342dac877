import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { Section } from '../../ui/Section'
import classes from './Documents.module.css'
import { FileLink } from './FileLink'
import { sheetHref } from './files'

/** Observation sheets of each research lesson that has its round. */
export function Sheets({ lessons }: { lessons: readonly Schema<'ResearchLessonLine'>[] }) {
  const { t } = useTranslation('documents')
  const booked = lessons.flatMap(lesson =>
    lesson.round_id && lesson.state !== 'cancelled' ? [{ ...lesson, round_id: lesson.round_id }] : [],
  )
  return (
    <Section title={t('sheets')}>
      <p className="small quiet" style={{ marginBottom: '0.75rem' }}>
        {t('sheetsDetail')}
      </p>
      {booked.length === 0 && <p>{t('noRounds')}</p>}
      <ul className={classes.files}>
        {booked.map(({ id, number, round_id, held_on, class_name }) => (
          <li key={id}>
            <div>
              <h3>{t('lesson', { number })}</h3>
              <p className="small quiet numbers">
                <Link to="/round/$roundId" params={{ roundId: round_id }} className="text-link">
                  {[held_on && shortDay(held_on), class_name].filter(Boolean).join(', ')}
                </Link>
              </p>
            </div>
            <div className="row">
              <FileLink
                href={sheetHref(round_id, 'mine')}
                word={t('mine')}
                name={t('mineNamed', { number })}
              />
              <FileLink href={sheetHref(round_id, 'all')} word={t('all')} name={t('allNamed', { number })} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
