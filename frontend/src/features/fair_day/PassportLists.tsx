import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import fairClasses from './FairDay.module.css'
import classes from './Passport.module.css'
import type { PassportOut, ProgrammeOut } from './queries'
import { StallToSee } from './StallToSee'

type Stamp = PassportOut['visited'][number]

/** What was visited with one's notes, and what is still to see. */
export function PassportLists({ passport, programme }: { passport: PassportOut; programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  return (
    <>
      {(passport.may_visit || passport.visited.length === 0) && (
        <Section title={t('passport.toSee')} count={passport.to_see.length}>
          {passport.to_see.length === 0 ? (
            <p className="quiet">{t('passport.toSeeNone')}</p>
          ) : (
            <ul className={fairClasses.rows}>
              {passport.to_see.map(stall => (
                <StallToSee key={stall.slot_id} passport={passport} stall={stall} />
              ))}
            </ul>
          )}
        </Section>
      )}
      {passport.visited.length > 0 && (
        <Section title={t('passport.seen')}>
          <ul className={fairClasses.rows}>
            {passport.visited.map(stamp => (
              <Visited key={stamp.slot_id} stamp={stamp} programme={programme} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Visited({ stamp, programme }: { stamp: Stamp; programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const isPublished = programme.slots.some(
    slot => slot.finding.id === stamp.finding_id && slot.finding.is_published,
  )
  return (
    <li>
      <p>
        <span className="strong">{t('stallNo', { number: stamp.number })}</span>{' '}
        {isPublished ? (
          <Link to="/fair/$findingId" params={{ findingId: stamp.finding_id }} className="text-link">
            {stamp.title}
          </Link>
        ) : (
          stamp.title
        )}
      </p>
      <p className="small quiet numbers">
        {t('passport.seenAt', { time: dayjs(stamp.visited_at).format('H:mm') })}
      </p>
      {stamp.note && <p className={classes.note}>{stamp.note}</p>}
    </li>
  )
}
