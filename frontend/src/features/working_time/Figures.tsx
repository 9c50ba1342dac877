import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import { FigureRow } from './FigureRow'

/** Every figure that counts: its value, what it is, where it comes from, and what the school varied. */
export function Figures({ rules }: { rules: Schema<'WorkingTimeOut'> }) {
  const { t } = useTranslation('workingTime')
  const [open, setOpen] = useState<string | null>(null)
  const mayVary = rules.may_edit && rules.is_chosen
  return (
    <Section title={t('figures.heading')}>
      {rules.may_edit && !rules.is_chosen && <p className="small quiet">{t('figures.chooseFirst')}</p>}
      <table className={`facts-table ${columns.snug}`} aria-label={t('figures.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('figures.what')}</th>
            <th scope="col">{t('figures.counts')}</th>
            <th scope="col" className={columns.wide}>
              {t('figures.source')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.figures.map(figure => (
            <FigureRow
              key={figure.key}
              figure={figure}
              yearId={rules.year_id}
              mayVary={mayVary}
              isOpen={open === figure.key}
              onOpen={isOpen => setOpen(isOpen ? figure.key : null)}
            />
          ))}
        </tbody>
      </table>
    </Section>
  )
}
