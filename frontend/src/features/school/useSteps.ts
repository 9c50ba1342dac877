import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { orNone } from '../../api/paged'
import { shortDay } from '../../lib/dates'
import { figure } from '../../lib/minutes'
import { currentYearQuery } from './queries'

export type StepState = 'waiting' | 'unknown' | 'todo' | 'look' | 'done'
export type Step = { name: string; state: StepState; title: string; detail: string; act: string; to: string }

const MANY = 100

/** The six steps to a first round, each with how far it is. */
export function useSteps(): Step[] {
  const { t } = useTranslation('school')
  const year = useQuery(currentYearQuery)
  const versions = useQuery({
    queryKey: ['timetable-versions', 'newest'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/timetable-versions', { params: { query: { limit: 20 } }, signal })),
  })
  const staff = useQuery({
    queryKey: ['staff', 'first'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/staff', { params: { query: { limit: MANY, active: true } }, signal })),
  })
  const groups = useQuery({
    queryKey: ['groups', 'first'],
    queryFn: ({ signal }) => answer(api.GET('/api/groups', { params: { query: { limit: MANY } }, signal })),
  })
  const desk = useQuery({
    queryKey: ['desk', 'or-none'],
    queryFn: ({ signal }) => orNone(answer(api.GET('/api/desk', { signal }))),
  })

  const stateOf = (query: { data: unknown; error: unknown }, done: boolean): StepState =>
    query.data !== undefined ? (done ? 'done' : 'todo') : query.error ? 'unknown' : 'waiting'
  const version = versions.data?.items.find(one => one.is_current) ?? versions.data?.items[0]
  const signedUp = staff.data?.items.filter(one => one.can_sign_in).length ?? 0
  const groupCount = groups.data?.items.length ?? 0
  const without = desk.data?.teachers_without_time ?? 0
  const allocated = desk.data?.allocated_minutes ?? 0
  const hasMinutes = allocated > 0 && without === 0

  return [
    {
      name: 'year',
      state: stateOf(year, Boolean(year.data)),
      title: t('overview.year.title'),
      detail: year.data
        ? t('overview.year.done', { name: year.data.name, days: year.data.ordinary_days })
        : t('overview.year.todo'),
      act: t(year.data ? 'overview.year.open' : 'overview.year.act'),
      to: '/school/calendar',
    },
    {
      name: 'timetable',
      state: stateOf(versions, Boolean(version)),
      title: t('overview.timetable.title'),
      detail: version
        ? t('overview.timetable.done', {
            count: version.lesson_count,
            teachers: version.teacher_count,
            lessons: figure(version.lesson_count),
            day: shortDay(version.starts_on),
          })
        : t('overview.timetable.todo'),
      act: t(version ? 'overview.timetable.open' : 'overview.timetable.act'),
      to: version ? '/school/timetable' : '/school/timetable/import',
    },
    {
      name: 'ppa',
      state: version ? 'look' : stateOf(versions, false),
      title: t('overview.ppa.title'),
      detail: t(version ? 'overview.ppa.look' : 'overview.ppa.todo'),
      act: t(version ? 'overview.ppa.act' : 'overview.timetable.act'),
      to: version ? '/school/people' : '/school/timetable/import',
    },
    {
      name: 'signIn',
      state: stateOf(staff, signedUp > 1),
      title: t('overview.signIn.title'),
      detail:
        signedUp > 1
          ? t(staff.data?.next ? 'overview.signIn.more' : 'overview.signIn.done', { count: signedUp })
          : t('overview.signIn.todo'),
      act: t(signedUp > 1 ? 'overview.signIn.open' : 'overview.signIn.act'),
      to: '/school/people',
    },
    {
      name: 'groups',
      state: stateOf(groups, groupCount > 0),
      title: t('overview.groups.title'),
      detail: groupCount
        ? t(groups.data?.next ? 'overview.groups.more' : 'overview.groups.done', { count: groupCount })
        : t('overview.groups.todo'),
      act: t(groupCount ? 'overview.groups.open' : 'overview.groups.act'),
      to: groupCount ? '/group' : '/group/new',
    },
    {
      name: 'minutes',
      state: stateOf(desk, hasMinutes),
      title: t('overview.minutes.title'),
      detail: hasMinutes
        ? t('overview.minutes.done', { minutes: figure(allocated) })
        : allocated > 0
          ? t('overview.minutes.some', { count: without })
          : t('overview.minutes.todo'),
      act: t(hasMinutes ? 'overview.minutes.open' : 'overview.minutes.act'),
      to: hasMinutes ? '/desk' : '/desk/allocate',
    },
  ]
}
