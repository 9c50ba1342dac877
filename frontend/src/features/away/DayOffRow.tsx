import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { longDay } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Away.module.css'
import { Consequences } from './Consequences'
import { touchedByAway } from './queries'

/** One day off timetable, and the way back. */
export function DayOffRow({ day, mayTake }: { day: Schema<'SchoolDayOut'>; mayTake: boolean }) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const back = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/days-off/put-back', {
          params: { header: withKey(key) },
          body: { held_on: day.held_on },
        }),
      ),
    changes: touchedByAway,
    onDone: () => announce(t('daysOff.isBack')),
  })
  const words = longDay(day.held_on)
  return (
    <li>
      <div className={classes.line}>
        <div>
          <p className="strong">{words}</p>
          {day.note && <p className="small quiet">{day.note}</p>}
        </div>
        {mayTake && (
          <ConfirmButton
            ask={
              <Consequences
                words={t('daysOff.backAsk', { day: words })}
                of={['day', day.held_on]}
                ask={() =>
                  answer(
                    api.POST('/api/days-off/touched', { body: { held_on: day.held_on, kind: 'ordinary' } }),
                  )
                }
              />
            }
            yes={t('daysOff.backYes')}
            loading={back.isPending}
            aria-label={t('daysOff.backNamed', { day: words })}
            onConfirm={() => back.mutate(null)}
          >
            {t('daysOff.back')}
          </ConfirmButton>
        )}
      </div>
      {back.error && <RefusedNotice acting error={back.error} />}
    </li>
  )
}
