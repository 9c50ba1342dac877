import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { dateOfInstant } from '../../lib/instants'
import { figure, inMinutes } from '../../lib/minutes'
import { ButtonLink } from '../../ui/ButtonLink'
import { Figures } from '../../ui/Figures'
import { Notice } from '../../ui/Notice'
import { SchoolCover } from './SchoolCover'
import { SchoolFiles } from './SchoolFiles'
import { SchoolGrants } from './SchoolGrants'
import { SchoolGroups } from './SchoolGroups'
import { SchoolOthers } from './SchoolOthers'
import { SchoolTeachers } from './SchoolTeachers'
import { SchoolTerms } from './SchoolTerms'
import classes from './Statement.module.css'

/** The whole of a school's year, from its figures to its files. */
export function SchoolSheet({ told }: { told: Schema<'YearStatement'> }) {
  const { t } = useTranslation('statements')
  const isLead = holds(useMe(), 'cpd_lead')
  const unit = t('school.unit')
  const isOpen = told.closed_at === null
  return (
    <div className={classes.sheet}>
      {told.closed_at && (
        <Notice tone="done" title={t('school.closed', { day: dateOfInstant(told.closed_at) })}>
          {told.agreed_with ? t('school.closedWith', { name: told.agreed_with }) : t('school.closedAlone')}
        </Notice>
      )}
      <Figures
        figures={[
          {
            name: t('school.allocated'),
            value: figure(told.allocated_minutes),
            unit,
            detail: t('school.allocatedDetail', {
              count: told.teachers,
              hours: inMinutes(told.allocated_minutes),
            }),
          },
          {
            name: t('school.spent'),
            value: figure(told.spent_minutes),
            unit,
            detail: t('school.spentDetail'),
          },
          {
            name: t('school.booked'),
            value: figure(told.committed_minutes),
            unit,
            detail: t('school.bookedDetail'),
          },
          {
            name: t('school.left'),
            value: figure(told.unplaced_minutes),
            unit,
            detail: isOpen && t('school.weeks', { count: told.school_weeks_left }),
          },
        ]}
      />
      {isOpen && told.teachers_at_risk > 0 && (
        <Notice
          tone="needs"
          title={t('school.risk', { count: told.teachers_at_risk })}
          action={
            <ButtonLink to="/desk/unplaced" variant="default" size="sm" className="no-print">
              {t('school.toUnplaced')}
            </ButtonLink>
          }
        />
      )}
      {isOpen && told.teachers_without_time > 0 && (
        <Notice
          title={t('school.without', { count: told.teachers_without_time })}
          action={
            isLead && (
              <ButtonLink to="/desk/allocate" variant="default" size="sm" className="no-print">
                {t('school.withoutAct')}
              </ButtonLink>
            )
          }
        />
      )}
      <SchoolTerms terms={told.half_terms} />
      <SchoolGroups groups={told.groups} />
      <SchoolCover cover={told.cover} />
      <div className={classes.two}>
        <SchoolGrants told={told} />
        <SchoolOthers others={told.others} />
      </div>
      <SchoolTeachers year={told.year_id} />
      <SchoolFiles year={told.year_id} />
    </div>
  )
}
