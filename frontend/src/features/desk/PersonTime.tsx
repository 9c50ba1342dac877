import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { OtherTime } from '../../ui/OtherTime'
import { Page } from '../../ui/Page'
import { PotBars } from '../../ui/PotBars'
import { ToToday } from '../../ui/ToToday'
import { AdjustForm } from './AdjustForm'
import { PersonTimeEntries } from './PersonTimeEntries'
import { PersonTimeLeaving } from './PersonTimeLeaving'
import { PersonTimeMove } from './PersonTimeMove'
import { timeOfQuery } from './queries'

/** One colleague's protected year, as the CPD lead may see, move and correct it. */
export function PersonTime() {
  const { t } = useTranslation('desk')
  const { staffId } = useParams({ from: '/signed-in/desk/people/$staffId' })
  const query = useQuery(timeOfQuery(staffId))
  const time = query.data
  const isEmpty = time?.pots.every(pot => pot.allocated_minutes === 0)
  const title = !time
    ? t('person.name')
    : isEmpty
      ? t('person.titleNothing', { name: time.staff_name })
      : t(time.unplaced_minutes > 0 ? 'person.title' : 'person.titleNone', {
          name: time.staff_name,
          left: inMinutes(time.unplaced_minutes),
        })
  return (
    <Page
      name={time?.staff_name ?? t('person.name')}
      eyebrow={
        <Link to="/desk/unplaced" className="text-link">
          {t('unplaced.name')}
        </Link>
      }
      title={title}
      aside={time?.year_name}
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => <Whole key={staffId} time={loaded} />}
      </Loaded>
    </Page>
  )
}

function Whole({ time }: { time: Schema<'TimeOut'> }) {
  const { t } = useTranslation('desk')
  const { t: ledger } = useTranslation('ledger')
  const isLead = holds(useMe(), 'cpd_lead')
  const { staff_id: staffId, staff_name: name } = time
  return (
    <div className="stack" style={{ gap: '1.75rem' }}>
      <p className="small">
        <Link to="/school/people/$staffId" params={{ staffId }} className="text-link">
          {t('person.about', { name })}
        </Link>{' '}
        <Link to="/desk/people/$staffId/statement" params={{ staffId }} className="text-link">
          {t('person.statement')}
        </Link>
      </p>
      {time.is_closed && (
        <Notice title={ledger('closed', { year: time.year_name })}>{ledger('closedDetail')}</Notice>
      )}
      <PotBars pots={time.pots} />
      <OtherTime others={time.others} />
      {!time.is_closed &&
        (isLead ? (
          <>
            <PersonTimeLeaving time={time} />
            <PersonTimeMove time={time} />
            <AdjustForm staffId={staffId} name={name} />
          </>
        ) : (
          <Notice>{t('person.onlyCpd')}</Notice>
        ))}
      <PersonTimeEntries staffId={staffId} isClosed={time.is_closed} />
    </div>
  )
}
