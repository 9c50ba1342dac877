import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { clock } from '../../lib/minutes'
import { ArrangeForm } from './ArrangeForm'
import classes from './Cover.module.css'
import { classInWords } from './coverDays'

type Slot = Schema<'CoverSlotOut'>

/** One class for half an hour: when, which, whose, and who takes it. */
export function CoverRow({ slot, mayArrange }: { slot: Slot; mayArrange: boolean }) {
  const { t } = useTranslation('cover')
  const me = useMe()
  const canArrange = mayArrange && holds(me, 'cover_lead', 'cpd_lead')
  return (
    <tr className={classes.row}>
      <th scope="row" className="numbers">
        {t('line.span', { period: slot.period, start: clock(slot.start), end: clock(slot.end) })}
      </th>
      <td>
        <span className="strong">{classInWords(slot)}</span>
        {slot.room && <span className="quiet">, {slot.room}</span>}
      </td>
      <td className="small">{t('line.released', { name: slot.released_name, group: slot.group_name })}</td>
      <td>
        {canArrange ? (
          <ArrangeForm slot={slot} />
        ) : (
          <span className={mayArrange ? 'quiet small' : undefined}>{byWhom()}</span>
        )}
      </td>
    </tr>
  )

  function byWhom() {
    if (slot.state === 'arranged') return t('line.arranged', { what: slot.arrangement })
    if (slot.coverer_name) return t('line.covers', { name: slot.coverer_name })
    if (slot.state === 'offered') return t('line.offered')
    return slot.state === 'needed' ? t('line.needed') : t('line.escalated')
  }
}
