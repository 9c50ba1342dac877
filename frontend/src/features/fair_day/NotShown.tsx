import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import type { ProgrammeOut } from './queries'
import { SayShown } from './SayShown'
import { useFairWords } from './useFairWords'
import { useMoment } from './useMoment'

/** Before a lead closes the fair: what nobody has marked as shown, which would wait for another day. */
export function NotShown({ programme: { fair, slots } }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const { what, presenters } = useFairWords()
  const { moment } = useMoment(fair)
  const open = slots.filter(slot => !slot.presented_at)
  if (fair.state !== 'open' || moment === 'before' || open.length === 0) return null
  return (
    <Section title={t('release.notShown')} count={open.length}>
      <p className="small quiet">{t('release.notShownLead')}</p>
      <ul className={classes.rows}>
        {open.map(slot => (
          <li key={slot.id}>
            <div className={classes.row}>
              <div>
                <p>
                  <span className="strong">{what(slot)}</span> {slot.finding.title}
                </p>
                <p className="small quiet">{presenters(slot)}</p>
              </div>
              <SayShown slot={slot} fairId={fair.id} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
