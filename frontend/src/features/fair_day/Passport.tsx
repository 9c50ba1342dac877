import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { FairPage } from './FairPage'
import { MyMinutes } from './MyMinutes'
import classes from './Passport.module.css'
import { PassportLists } from './PassportLists'
import { type ProgrammeOut, passportQuery } from './queries'
import { Stamps } from './Stamps'
import { TalksNext } from './TalksNext'
import { useMoment } from './useMoment'

/** A visitor's way round the fair: the stamps so far, what is still to see, notes that are theirs alone. */
export function Passport() {
  const { t } = useTranslation('fairDay')
  const { fairId } = useParams({ from: '/signed-in/fairs/$fairId' })
  const passport = useQuery(passportQuery(fairId))
  const seen = passport.data?.visited.length ?? 0
  const stalls = passport.data?.stalls ?? 0
  return (
    <FairPage
      name={t('passport.name')}
      title={() =>
        passport.data &&
        stalls > 0 &&
        (seen > 0 ? t('passport.title', { count: stalls, seen }) : t('passport.titleNone'))
      }
    >
      {programme => (
        <Loaded query={passport}>
          {loaded => (
            <div className={classes.passport}>
              {loaded.stalls + loaded.visited.length === 0 ? (
                <EmptyState title={t('passport.empty')}>{t('passport.emptyDetail')}</EmptyState>
              ) : (
                <>
                  <Stamps passport={loaded} />
                  <How programme={programme} mayVisit={loaded.may_visit} />
                </>
              )}
              <MyMinutes fairId={fairId} />
              <TalksNext programme={programme} />
              <PassportLists passport={loaded} programme={programme} />
              <p className="small quiet">{t('passport.private')}</p>
            </div>
          )}
        </Loaded>
      )}
    </FairPage>
  )
}

function How({ programme: { fair }, mayVisit }: { programme: ProgrammeOut; mayVisit: boolean }) {
  const { t } = useTranslation('fairDay')
  const { moment } = useMoment(fair)
  if (mayVisit) return <p>{t('passport.lead')}</p>
  if (moment === 'before' && fair.state === 'open')
    return <Notice>{t('passport.before', { day: longDay(fair.held_on), start: clock(fair.starts) })}</Notice>
  return <Notice>{t('passport.after')}</Notice>
}
