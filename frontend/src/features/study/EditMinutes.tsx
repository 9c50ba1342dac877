import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { isMinutes, movingMinutes, type RoundDraft } from './roundDraft'

/** What saving does to the minutes of everybody in the debrief. */
export function EditMinutes({
  id,
  round,
  draft,
}: {
  id: string
  round: Schema<'RoundOut'>
  draft: RoundDraft
}) {
  const { t } = useTranslation(['round', 'plan'])
  const wasBooked = round.debrief_time_source === 'protected'
  const willBook = draft.time_source === 'protected'
  const count = round.debrief_seats.length
  const each = isMinutes(draft.minutes) && count > 0 ? draft.minutes + movingMinutes(round) : 0
  return (
    <p id={id} className="small numbers">
      {wasBooked && (willBook ? t('edit.anew') : t('edit.back'))}{' '}
      {willBook && each > 0 && t('edit.reserves', { minutes: inMinutes(each), count })}
      {willBook && each > 0 && movingMinutes(round) > 0 && ` ${t('edit.moving')}`}
      {!willBook && t('edit.none', { source: t(`plan:source.${draft.time_source}`) })}
    </p>
  )
}
