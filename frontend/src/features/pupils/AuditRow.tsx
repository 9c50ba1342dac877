import { useTranslation } from 'react-i18next'
import { longDate, momentInWords } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { ACTIONS, isAction, type Piece, piecesOf } from './auditLines'
import type { AuditLine } from './queries'

const BY_ITSELF = ['pupil_key.expired', 'evidence.expired']

/** One act: when, what, by whom, how much. */
export function AuditRow({ line }: { line: AuditLine }) {
  const { t } = useTranslation('pupils')
  const said = (piece: Piece): string => {
    if ('figure' in piece) return t(`audit.detail.${piece.name}`, { value: figure(piece.figure) })
    if ('day' in piece) return t(`audit.detail.${piece.name}`, { value: longDate(piece.day) })
    return t('audit.detail.keys_end_none')
  }
  const who = line.by_name ?? t(BY_ITSELF.includes(line.action) ? 'audit.kenkyu' : 'audit.somebody')
  const pieces = piecesOf(line.detail)
  return (
    <li>
      <p className="small quiet numbers">{momentInWords(line.made_at)}</p>
      <div>
        <p className="strong">
          {isAction(line.action) ? t(`audit.action.${ACTIONS[line.action]}`) : line.what}
        </p>
        {line.action === 'support.asked' && <p className="small">{line.what}</p>}
        <p className="small">{who}</p>
        {pieces.length > 0 && <p className="small quiet numbers">{pieces.map(said).join('; ')}</p>}
      </div>
    </li>
  )
}
