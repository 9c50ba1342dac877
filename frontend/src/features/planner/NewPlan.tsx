import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { PlanForm } from './PlanForm'
import { formQuery, runQuery } from './queries'
import { draftFrom, firstDraft } from './wish'

/** What the planner is to look for; filled in from an earlier run when there is one to begin with. */
export function NewPlan() {
  const { t } = useTranslation('planner')
  const { from } = useSearch({ from: '/signed-in/planner/new' })
  const form = useQuery(formQuery)
  const before = useQuery({ ...runQuery(from ?? ''), enabled: from !== undefined, refetchInterval: false })
  // Without the earlier run the form is still of use.
  const isReady = from === undefined || before.data !== undefined || before.error !== null
  return (
    <Page
      name={t('form.name')}
      eyebrow={
        <Link to="/planner" className="text-link">
          {t('name')}
        </Link>
      }
      title={t('form.title')}
    >
      {isRefusedWith(form.error, 'school-year/none') ? (
        <EmptyState
          title={t('form.noYear')}
          action={<ButtonLink to="/school/calendar">{t('form.toYear')}</ButtonLink>}
        >
          {t('form.noYearDetail')}
        </EmptyState>
      ) : (
        <Loaded query={form} next={<ToToday />} skeleton={<SkeletonRows rows={6} height={72} />}>
          {loaded =>
            isReady ? <Asked form={loaded} before={before.data} /> : <SkeletonRows rows={6} height={72} />
          }
        </Loaded>
      )}
    </Page>
  )
}

function Asked({ form, before }: { form: Schema<'PlannerForm'>; before: Schema<'RunOut'> | undefined }) {
  const { t } = useTranslation('planner')
  if (!form.has_timetable)
    return (
      <EmptyState
        title={t('form.noTimetable')}
        action={<ButtonLink to="/school/timetable/import">{t('form.toTimetable')}</ButtonLink>}
      >
        {t('form.noTimetableDetail')}
      </EmptyState>
    )
  if (form.groups.length === 0)
    return (
      <EmptyState
        title={t('form.noGroups')}
        action={<ButtonLink to="/group/new">{t('form.startGroup')}</ButtonLink>}
      >
        {t('form.noGroupsDetail')}
      </EmptyState>
    )
  return (
    <div className="stack">
      <p className="quiet prose">{t('form.lead')}</p>
      {before && <Notice>{t('form.prefilled')}</Notice>}
      <PlanForm form={form} initial={before ? draftFrom(form, before) : firstDraft(form)} />
    </div>
  )
}
