import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { OtherTimeTable } from '../../ui/OtherTimeTable'
import { Section } from '../../ui/Section'
import classes from './Statement.module.css'

/** What no pot has paid for. */
export function SheetOthers({ others }: { others: Schema<'SourceMinutes'>[] }) {
  const { t } = useTranslation('statements')
  return (
    <Section plain title={t('others.heading')}>
      {others.length === 0 ? (
        <p className="small quiet">{t('others.none')}</p>
      ) : (
        <OtherTimeTable others={others} className={classes.table} />
      )}
    </Section>
  )
}
