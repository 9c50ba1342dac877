import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import type { HalfTermShown } from './halfTermLines'

export function HalfTermTable({ lines, share }: { lines: HalfTermShown[]; share: number }) {
  const { t } = useTranslation('desk')
  const { t: common } = useTranslation()
  const placed = lines.reduce((sum, line) => sum + line.placed, 0)
  return (
    <table className={`facts-table ${columns.snug}`}>
      <caption>
        <VisuallyHidden>{t('halfTerms.heading')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('halfTerms.term')}</th>
          <th scope="col" className={columns.wide}>
            {t('halfTerms.dates')}
          </th>
          <th scope="col" className="figure">
            {t('halfTerms.placed')}
          </th>
          <th scope="col" className="figure">
            {t('halfTerms.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => {
          const term = common(`halfTerm.${line.term}`)
          return (
            <tr key={line.term}>
              <th scope="row">{line.when === 'now' ? t('halfTerms.nowLong', { term }) : term}</th>
              <td className={columns.wide}>
                {t('halfTerms.range', { from: shortDay(line.starts_on), to: shortDay(line.ends_on) })}
              </td>
              <td className="figure">{figure(line.placed)}</td>
              <td className="figure quiet">{figure(share)}</td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">{t('halfTerms.whole')}</th>
          <td className={columns.wide} />
          <td className="figure strong">{figure(placed)}</td>
          <td className="figure quiet">{figure(share * lines.length)}</td>
        </tr>
      </tbody>
    </table>
  )
}
