import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useComingRounds } from '../../api/fieldwork'
import { longDay, today as todayHere } from '../../lib/dates'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { PotBars } from '../../ui/PotBars'
import { Reminders } from '../../ui/Reminders'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { AskedOfMe } from './AskedOfMe'
import { MyWeek } from './MyWeek'
import { NextThing } from './NextThing'
import { weekQuery } from './queries'
import classes from './Today.module.css'

/** What do I do today, and what is asked of me? Then my minutes, then the week. */
export function Today() {
  const { t } = useTranslation('today')
  const { t: common } = useTranslation()
  const { on } = useSearch({ from: '/signed-in/' })
  const query = useQuery(weekQuery(on))
  const week = query.data
  const first = week?.days[0]
  const last = week?.days.at(-1)
  const isThisWeek = !week || !on || week.days.some(day => day.is_today)
  useComingRounds(week, isThisWeek)
  const title =
    isThisWeek || !first || !last
      ? longDay(week?.today ?? todayHere())
      : t('weekOf', { from: longDay(first.held_on), to: longDay(last.held_on) })
  return (
    <Page name={t('name')} title={title} aside={week?.label}>
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={88} />}>
        {loaded => (
          <div className={classes.today}>
            {isThisWeek && (
              <div className={classes.top}>
                <NextThing next={loaded.next} />
                <AskedOfMe week={loaded} />
              </div>
            )}
            {isThisWeek && <Reminders />}
            <section aria-label={common('pot.heading')}>
              {loaded.pots.length > 0 ? (
                <PotBars pots={loaded.pots} />
              ) : (
                <EmptyState title={t('week.noTime')}>{t('week.noTimeDetail')}</EmptyState>
              )}
            </section>
            <MyWeek week={loaded} isThisWeek={isThisWeek} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
