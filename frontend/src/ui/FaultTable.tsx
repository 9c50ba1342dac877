import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import classes from './Files.module.css'

type Problem = Schema<'ProblemSeen'>
const SEVERITIES = ['error', 'warning', 'info'] as const

type FaultTableProps = {
  problems: Problem[]
  caption: string
  /** Nothing of the file could be used: all of these have to be mended. */
  refused?: boolean
}

/** What is wrong or odd in a file: where exactly, and how to mend it. */
export function FaultTable({ problems, caption, refused = false }: FaultTableProps) {
  const { t } = useTranslation()
  const whereOf = ({ file, line, column }: Problem) =>
    [file, line !== null && t('fault.line', { line }), column !== null && t('fault.column', { column })]
      .filter(Boolean)
      .join(', ') || t('fault.somewhere')
  return (
    <table className={`facts-table ${classes.faults}`} aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">{t('fault.what')}</th>
          <th scope="col">{t('fault.where')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem, at) => {
          const severity = SEVERITIES.find(one => one === problem.severity) ?? 'warning'
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: faults have no names, and the list only grows.
            <tr key={at}>
              <td>
                {!refused && <span className="smaller quiet">{t(`fault.severity.${severity}`)}</span>}
                <div>{problem.message}</div>
              </td>
              <td className="small numbers">{whereOf(problem)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
