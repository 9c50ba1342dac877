import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Away.module.css'
import { whenInWords } from './absenceWords'
import { type Absence, touchedByAway } from './queries'

/** One absence, and the way to call it off. One of a calendar is called off there. */
export function AbsenceRow({ absence }: { absence: Absence }) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const callOff = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/absences/{absence_id}/call-off', {
          params: { path: { absence_id: absence.id }, header: withKey(key) },
        }),
      ),
    changes: touchedByAway,
    onDone: () => announce(t('absences.calledOff')),
  })
  const isOfCalendar = absence.source === 'calendar'
  return (
    <li>
      <div className={classes.line}>
        <div>
          <p className="strong">{absence.staff_name}</p>
          <p className="small numbers">{whenInWords(t, absence)}</p>
          <p className="smaller quiet">
            {t(`absences.source.${absence.source}`)}
            {isOfCalendar && `. ${t('absences.inCalendar')}`}
          </p>
        </div>
        {!isOfCalendar && !absence.is_over && (
          <ConfirmButton
            ask={t('absences.callOffAsk')}
            yes={t('absences.callOffYes')}
            loading={callOff.isPending}
            aria-label={t('absences.callOffNamed', { name: absence.staff_name })}
            onConfirm={() => callOff.mutate(null)}
          >
            {t('absences.callOff')}
          </ConfirmButton>
        )}
      </div>
      {callOff.error && <RefusedNotice acting error={callOff.error} />}
    </li>
  )
}
