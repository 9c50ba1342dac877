import { IconClockHour4, IconHome, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { type DirectedYear, gridQuery } from './queries'
import { useSlots } from './useSlots'
import classes from './WorkingTime.module.css'
import { marked } from './year'

const FULL_TIME = 100

/** What the rules say for me: my share, the days I do not work, my PPA and my ECT time. */
export function MyRules({ year }: { year: DirectedYear }) {
  const { t } = useTranslation('workingTime')
  const slots = useSlots()
  const query = useQuery(gridQuery(year.staff_id))
  const grid = query.data
  const [off, ppa, ect] = (['off', 'ppa', 'ect'] as const).map(kind => (grid ? marked(grid, kind) : []))
  const isPartTime = year.fte_percent < FULL_TIME
  const hasNoCap = year.regime === 'leadership'
  return (
    <Section title={t('mine.rules')}>
      {query.isPending ? (
        <SkeletonRows rows={3} height={24} />
      ) : (
        <ul className={classes.rules}>
          <Rule icon={IconClockHour4}>
            {hasNoCap
              ? t('mine.leadership')
              : isPartTime
                ? t('mine.partTime', { percent: year.fte_percent })
                : t('mine.plain')}
          </Rule>
          {(isPartTime || Boolean(off?.length)) && (
            <Rule icon={IconHome}>
              {t('mine.partTimeDays')}{' '}
              {off?.length ? t('mine.offDays', { days: slots(off) }) : t('mine.offUnknown')}
            </Rule>
          )}
          <Rule icon={IconLock}>
            {ppa?.length
              ? `${t('mine.ppa', { periods: slots(ppa) })} ${t('mine.ppaClosed')}`
              : t('mine.ppaNone')}
          </Rule>
          {Boolean(ect?.length) && (
            <Rule icon={IconLock}>
              {t('mine.ect', { periods: slots(ect ?? []) })} {t('mine.ectClosed')}
            </Rule>
          )}
        </ul>
      )}
    </Section>
  )
}

function Rule({ icon: Icon, children }: { icon: typeof IconLock; children: ReactNode }) {
  return (
    <li>
      <Icon size={18} stroke={1.75} aria-hidden />
      <span>{children}</span>
    </li>
  )
}
