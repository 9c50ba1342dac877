import { useTranslation } from 'react-i18next'
import { clock, minuteOfDay } from '../../lib/minutes'
import classes from './BigScreen.module.css'
import { BigTalks } from './BigTalks'
import type { BigScreenOut } from './queries'
import { StallMap } from './StallMap'

/** What is on, what comes, and the stalls by room. */
export function BigScreenBody({ shown }: { shown: BigScreenOut }) {
  const { t } = useTranslation('fairDay')
  const minute = minuteOfDay(shown.now)
  const isBefore = shown.is_today && minute < minuteOfDay(shown.starts)
  const isOver = shown.state === 'closed' || (shown.is_today && minute >= minuteOfDay(shown.ends))
  const idle = isOver
    ? t('screen.over')
    : isBefore
      ? t('screen.begins', { start: clock(shown.starts) })
      : t('screen.nothingNow')
  const hasTalks = shown.talks_now.length + shown.talks_next.length > 0
  return (
    <div className={classes.body} data-only={shown.stalls.length === 0 || undefined}>
      <div className={classes.talks}>
        <section aria-labelledby="screen-now">
          <h2 id="screen-now" className={classes.heading}>
            {t('screen.now')}
          </h2>
          {shown.talks_now.length > 0 ? (
            <BigTalks talks={shown.talks_now} isNow />
          ) : (
            <p className={classes.talkTitle}>{idle}</p>
          )}
        </section>
        {hasTalks && !isOver && (
          <section aria-labelledby="screen-next" className={classes.isNext}>
            <h2 id="screen-next" className={classes.heading}>
              {t('screen.next')}
            </h2>
            {shown.talks_next.length > 0 ? (
              <BigTalks talks={shown.talks_next} />
            ) : (
              <p className={classes.place}>{t('screen.nothingNext')}</p>
            )}
          </section>
        )}
        {!hasTalks && shown.welcome && <p className={classes.place}>{shown.welcome}</p>}
      </div>
      {shown.stalls.length > 0 && <StallMap stalls={shown.stalls} />}
    </div>
  )
}
