import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { AttendanceForm } from './AttendanceForm'
import classes from './FairDay.module.css'
import { FairPage } from './FairPage'
import { NotShown } from './NotShown'
import { attendanceQuery, everybodyQuery, type ProgrammeOut } from './queries'
import { Release } from './Release'
import { useMoment } from './useMoment'

/** After the fair: who was there, for how long, whether it counts; and the closing. */
export function Attendance() {
  const { t } = useTranslation('fairDay')
  const { fairId } = useParams({ from: '/signed-in/fairs/$fairId' })
  const attendance = useQuery(attendanceQuery(fairId))
  const there = attendance.data?.people.length ?? 0
  return (
    <FairPage
      name={t('people.name')}
      title={() => (there > 0 ? t('people.titleDone', { count: there }) : t('people.title'))}
    >
      {programme => (
        <div className="beside">
          <div className="stack">
            <p className="quiet">
              {programme.fair.event_title
                ? t('people.directed', { title: programme.fair.event_title })
                : t('people.notDirected')}
            </p>
            <Form programme={programme} />
            <NotShown programme={programme} />
          </div>
          <div className={classes.facts}>
            <Release programme={programme} />
          </div>
        </div>
      )}
    </FairPage>
  )
}

function Form({ programme: { fair } }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const { moment, minute } = useMoment(fair)
  const attendance = useQuery(attendanceQuery(fair.id))
  const everybody = useQuery(everybodyQuery)
  if (fair.state === 'planned' || fair.state === 'cancelled' || (moment === 'before' && minute === undefined))
    return <Notice>{t('people.early')}</Notice>
  return (
    <Loaded query={attendance}>
      {stored => (
        <Loaded query={everybody}>
          {staff => <AttendanceForm fairId={fair.id} stored={stored} staff={staff} />}
        </Loaded>
      )}
    </Loaded>
  )
}
