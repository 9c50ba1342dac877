import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import type { RoundField } from './roundDraft'
import { draftOf } from './roundDraft'

/** After a colleague was quicker: what is stored now, where it differs from what was typed. */
export function EditNewer({ round, both }: { round: Schema<'RoundOut'>; both: RoundField[] }) {
  const { t } = useTranslation(['round', 'plan'])
  const stored = draftOf(round)
  const shown: Record<RoundField, string> = {
    focus: stored.focus,
    held_on: shortDay(stored.held_on),
    start: clock(stored.start),
    minutes: inMinutes(Number(stored.minutes)),
    time_source: t(`plan:source.${stored.time_source}`),
    place: stored.place || t('debrief.placeOpen'),
  }
  return (
    <Notice announced title={t('edit.newer')}>
      {both.length ? t('edit.newerBoth') : t('edit.newerKept')}
      {both.length > 0 && (
        <ul>
          {both.map(name => (
            <li key={name}>
              {t(`edit.${name}`)}: <span className="strong">{shown[name]}</span>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
