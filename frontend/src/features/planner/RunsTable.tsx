import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { momentInWords, shortDay } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import columns from '../../ui/columns.module.css'
import { RunStateWord } from './RunStateWord'
import { placedOf } from './run'

type Summary = Schema<'RunSummary'>

/** One run a line: its window, what was asked, where it stands and what was found. */
export function RunsTable({ runs }: { runs: Summary[] }) {
  const { t } = useTranslation('planner')
  return (
    <table className={`facts-table ${columns.snug}`} aria-label={t('runs.heading')}>
      <thead>
        <tr>
          <th scope="col">{t('runs.window')}</th>
          <th scope="col" className={columns.wide}>
            {t('runs.asked')}
          </th>
          <th scope="col">{t('runs.state')}</th>
          <th scope="col" className={columns.wide}>
            {t('runs.found')}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map(run => (
          <RunLine key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  )
}

function RunLine({ run }: { run: Summary }) {
  const { t } = useTranslation('planner')
  const isRepair = run.kind === 'repair'
  const asked = t('runs.groups', { count: run.group_count, observations: figure(run.asked) })
  const found = run.figures
    ? t('runs.figures', {
        placed: figure(placedOf(run.asked, run.figures)),
        mutual: run.figures.mutual,
        exchange: run.figures.exchange,
        external: run.figures.external,
      })
    : t('runs.nothing')
  return (
    <tr>
      <th scope="row">
        <Link to="/planner/runs/$runId" params={{ runId: run.id }} className="text-link">
          {t(isRepair ? 'runs.repairSpan' : 'runs.span', {
            from: shortDay(run.first_on),
            to: shortDay(run.last_on),
          })}
        </Link>
        {isRepair && <span className="smaller quiet"> {t('runs.repair')}</span>}
        <span className="smaller quiet" style={{ display: 'block', fontWeight: 400 }}>
          {t('runs.by', { name: run.requested_by_name, when: momentInWords(run.requested_at) })}
        </span>
        <span className={`smaller quiet ${columns.narrow}`}>{asked}</span>
        <span className={`smaller quiet ${columns.narrow}`}>{found}</span>
      </th>
      <td className={`numbers ${columns.wide}`}>{asked}</td>
      <td>
        <RunStateWord state={run.state} />
      </td>
      <td className={`numbers ${columns.wide}`}>{found}</td>
    </tr>
  )
}
