import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/me'
import { longDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Passport.module.css'
import { type FairOut, type PassportOut, passportQuery, type Slot } from './queries'
import { StampForm } from './StampForm'
import { useMoment } from './useMoment'

type StampAtStallProps = { slot: Slot; fair: FairOut; me: Me }

/** The panel at a stall: which one it is, the stamp with a note, or why there is none. */
export function StampAtStall({ slot, fair, me }: StampAtStallProps) {
  const { t } = useTranslation('fairDay')
  const passport = useQuery(passportQuery(fair.id))
  return (
    <section className={`${classes.panel} no-print`} aria-labelledby="stamp-here">
      <div>
        <h2 id="stamp-here">{t('stamp.heading', { number: slot.number })}</h2>
        <p className="small">{t('stamp.lead', { fair: fair.title, room: slot.room.name })}</p>
      </div>
      <Loaded query={passport} skeleton={<SkeletonRows rows={1} />}>
        {loaded => <Now slot={slot} fair={fair} me={me} passport={loaded} />}
      </Loaded>
    </section>
  )
}

function Now({ slot, fair, me, passport }: StampAtStallProps & { passport: PassportOut }) {
  const { t } = useTranslation('fairDay')
  const { moment } = useMoment(fair)
  const stamp = passport.visited.find(one => one.slot_id === slot.id)
  const toPassport = (
    <div>
      <ButtonLink to="/fairs/$fairId/passport" params={{ fairId: fair.id }} variant="default">
        {t('stamp.toPassport')}
      </ButtonLink>
    </div>
  )
  if (stamp)
    return (
      <>
        <p role="status" className="row strong">
          <IconRosetteDiscountCheck size={22} aria-hidden />
          {t('stamp.stamped')}
        </p>
        {stamp.note && <p className={classes.note}>{stamp.note}</p>}
        {toPassport}
      </>
    )
  if (slot.presenters.some(one => one.staff_id === me.staff_id)) return <p>{t('stamp.own')}</p>
  if (passport.may_visit) return <StampForm fairId={fair.id} slotId={slot.id} />
  return (
    <>
      <p>
        {moment === 'before'
          ? t('stamp.later', { day: longDay(fair.held_on), start: clock(fair.starts) })
          : t('stamp.over')}
      </p>
      {toPassport}
    </>
  )
}
