import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { holds, meQuery } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { today } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import classes from './NextFair.module.css'
import { type FairLine, fairsQuery } from './queries'
import { useFairWords } from './useFairWords'

/** Beside the findings: the day on which they are shown. Only for the school's own people. */
export function NextFair() {
  const { t } = useTranslation('fairDay')
  const { data: me } = useQuery(meQuery)
  const isStaff = Boolean(me && holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head'))
  const { data } = useInfiniteQuery({ ...fairsQuery, enabled: isStaff })
  if (!me) return null
  const fairs = data ? itemsOf(data) : []
  const next = fairs.filter(fair => fair.state === 'open' && fair.held_on >= today()).at(-1)
  return (
    <div className={`${classes.next} no-print`}>
      {next && <Card fair={next} />}
      <p className="row small">
        {(fairs.length > 0 || holds(me, 'cpd_lead', 'head')) && (
          <Link to="/fairs" className="text-link">
            {t('next.all')}
          </Link>
        )}
        <Link to="/together" className="text-link">
          {t('next.together')}
        </Link>
      </p>
    </div>
  )
}

function Card({ fair }: { fair: FairLine }) {
  const { t } = useTranslation('fairDay')
  const { counts } = useFairWords()
  const day = dayjs(fair.held_on)
  const isToday = fair.held_on === today()
  return (
    <section className={classes.card} aria-labelledby="next-fair">
      <div className={classes.day} aria-hidden>
        <span className={classes.number}>{day.format('D')}</span>
        <span>{day.format('MMMM')}</span>
        <span>{day.format('YYYY')}</span>
      </div>
      <div>
        <h2 id="next-fair">{fair.title}</h2>
        <p className="small numbers">
          {isToday ? t('next.today') : day.format('dddd D MMMM')},{' '}
          {t('next.line', { start: clock(fair.starts), end: clock(fair.ends), what: counts(fair) })}
        </p>
        <div className={classes.acts}>
          <ButtonLink to="/fairs/$fairId" params={{ fairId: fair.id }} size="sm" variant="default">
            {t('next.programme')}
          </ButtonLink>
          {isToday && (
            <ButtonLink to="/fairs/$fairId/passport" params={{ fairId: fair.id }} size="sm">
              {t('next.passport')}
            </ButtonLink>
          )}
        </div>
      </div>
    </section>
  )
}
