import { useTranslation } from 'react-i18next'
import classes from './Run.module.css'
import { trackOf } from './run'

type TrackProps = { found: number; proved: number; byHand: number | undefined }

/** The best plan and the proof on one line; where they meet, nothing better exists. */
export function Track({ found, proved, byHand }: TrackProps) {
  const { t } = useTranslation('planner')
  const { impossible, left, known } = trackOf(found, proved, byHand)
  return (
    <>
      <div className={classes.track} role="img" aria-label={t('running.track', { found, proved, left })}>
        {impossible > 0 && <span data-part="impossible" style={{ flexGrow: impossible }} />}
        {left > 0 && <span data-part="left" style={{ flexGrow: left }} />}
        {known > 0 && <span data-part="known" style={{ flexGrow: known }} />}
      </div>
      <ul className={`${classes.legend} numbers`} aria-hidden>
        <li data-part="impossible">{t('running.trackNo', { proved })}</li>
        <li data-part="left">{t('running.trackGap', { left })}</li>
        <li data-part="known">{t('running.trackYes', { found })}</li>
      </ul>
    </>
  )
}
