import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { Section } from '../../ui/Section'
import { addedBy, byShare, givenBy, partOf, type ShareLine } from './allocation'
import classes from './Desk.module.css'

/** What an allocation will do: by share of full time, and by name one tap away. */
export function AllocationTable({ lines }: { lines: Schema<'AllocationLine'>[] }) {
  const { t } = useTranslation('desk')
  const shares = byShare(lines)
  const added = shares.reduce((sum, share) => sum + share.added, 0)
  const inWords = (part: NonNullable<ShareLine['part']>) => t('allocation.part', part)
  return (
    <Section title={t('allocation.will')} className={`${classes.preview} ${classes.fits}`}>
      <p className="small quiet">{t('allocation.lead')}</p>
      <table
        className={`facts-table ${columns.snug} ${classes.heads}`}
        style={{ marginTop: '0.75rem' }}
        aria-label={t('allocation.caption')}
      >
        <thead>
          <tr>
            <th scope="col">{t('allocation.works')}</th>
            <th scope="col" className="figure">
              {t('allocation.people')}
            </th>
            <th scope="col" className={`figure ${columns.wide}`}>
              {t('allocation.pots')}
            </th>
            <th scope="col" className="figure">
              {t('allocation.adds')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map(share => (
            <tr key={`${share.percent} ${share.part?.days ?? 'all'}`}>
              <th scope="row">
                {share.part
                  ? t('allocation.shareOf', { count: share.percent, part: inWords(share.part) })
                  : t('allocation.percent', { count: share.percent })}
                <span className={`smaller quiet ${columns.narrow}`}>
                  {t('allocation.potsShort', {
                    observe: share.pots[0],
                    cover: share.pots[1],
                    debrief: share.pots[2],
                  })}
                </span>
              </th>
              <td className="figure">{share.people}</td>
              <td className={`figure ${columns.wide}`}>{share.pots.join(' / ')}</td>
              <td className="figure">{figure(share.added)}</td>
            </tr>
          ))}
          <tr className={classes.sum}>
            <th scope="row">{t('allocation.together')}</th>
            <td className="figure">{lines.length}</td>
            <td className={columns.wide} />
            <td className="figure">{figure(added)}</td>
          </tr>
        </tbody>
      </table>
      <details>
        <summary>{t('allocation.byName')}</summary>
        <table
          className={`facts-table ${columns.snug} ${classes.heads}`}
          aria-label={t('allocation.nameCaption')}
        >
          <thead>
            <tr>
              <th scope="col">{t('allocation.teacher')}</th>
              <th scope="col" className={columns.wide}>
                {t('allocation.share')}
              </th>
              <th scope="col" className="figure">
                {t('allocation.has')}
              </th>
              <th scope="col" className="figure">
                {t('allocation.gets')}
              </th>
              <th scope="col" className="figure">
                {t('allocation.adds')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => {
              const part = partOf(line)
              const share = part
                ? t('allocation.shareOf', { count: line.fte_percent, part: inWords(part) })
                : t('allocation.percent', { count: line.fte_percent })
              return (
                <tr key={line.staff_id}>
                  <th scope="row">
                    {line.staff_name}
                    <span className={`smaller quiet ${columns.narrow}`}>{share}</span>
                  </th>
                  <td className={columns.wide}>{share}</td>
                  <td className="figure">{figure(line.already_minutes)}</td>
                  <td className="figure">{figure(givenBy(line))}</td>
                  <td className="figure">{figure(addedBy(line))}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </details>
    </Section>
  )
}
