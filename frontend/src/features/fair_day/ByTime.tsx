import { useTranslation } from 'react-i18next'
import classes from './Programme.module.css'
import { stallsOf, talksOf } from './programme'
import type { ProgrammeOut } from './queries'
import { SlotLine } from './SlotLine'
import { useFairWords } from './useFairWords'

type ByTimeProps = { programme: ProgrammeOut; minute?: number }

/** The stalls by their number, and beside them the talks as the clock goes. */
export function ByTime({ programme: { fair, slots }, minute }: ByTimeProps) {
  const { t } = useTranslation('fairDay')
  const { span } = useFairWords()
  const stalls = stallsOf(slots)
  const talks = talksOf(slots)
  return (
    <div className={stalls.length > 0 && talks.length > 0 ? classes.parts : undefined}>
      {stalls.length > 0 && (
        <section className={classes.part} aria-labelledby="fair-stalls">
          <h2 id="fair-stalls">{t('programme.stalls')}</h2>
          <p className="small quiet numbers">{span(fair)}</p>
          <ol className={classes.lines}>
            {stalls.map(slot => (
              <SlotLine key={slot.id} slot={slot} fair={fair} minute={minute} />
            ))}
          </ol>
        </section>
      )}
      {talks.length > 0 && (
        <section className={classes.part} aria-labelledby="fair-talks">
          <h2 id="fair-talks">{t('programme.talks')}</h2>
          <p className="small quiet">{t('list.talks', { count: talks.length })}</p>
          <ol className={classes.lines}>
            {talks.map(slot => (
              <SlotLine key={slot.id} slot={slot} fair={fair} minute={minute} />
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}
