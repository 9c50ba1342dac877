import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './WorkingTime.module.css'

/** Where a figure was read, and honestly whether it was. */
export function Source({ figure: { source, is_verified } }: { figure: Schema<'FigureOut'> }) {
  const { t } = useTranslation('workingTime')
  return (
    <span className="smaller" style={{ display: 'block' }}>
      {[
        source.document,
        source.edition,
        source.paragraph ? t('figures.paragraph', { paragraph: source.paragraph }) : t('figures.noParagraph'),
      ].join(', ')}
      <span className={`quiet ${classes.under}`}>{t('figures.readAt', { reference: source.reference })}</span>
      {is_verified ? (
        <span className={classes.quietMark}>
          <IconCheck size={14} aria-hidden /> {t('figures.verified')}
        </span>
      ) : (
        <span className={classes.mark}>
          <IconAlertCircle size={14} aria-hidden /> {t('figures.unverified')}
        </span>
      )}
    </span>
  )
}
