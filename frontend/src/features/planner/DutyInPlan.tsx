import { useTranslation } from 'react-i18next'
import { Slot } from '../../ui/Slot'
import type { Duty } from './week'

/** One thing that the plan has a colleague do, on its ground, with its icon and its word. */
export function DutyInPlan({ duty }: { duty: Duty }) {
  const { t } = useTranslation('planner')
  const { kind, lesson, observer, start } = duty
  if (kind === 'host')
    return (
      <Slot
        kind="host"
        word={t('teachers.hosts')}
        start={start}
        title={lesson.class_name}
        room={lesson.room}
        detail={t('teachers.hostDetail', { names: lesson.observers.map(one => one.name).join(', ') })}
      />
    )
  if (kind === 'observe')
    return (
      <Slot
        kind="observe"
        word={t('teachers.observes')}
        start={start}
        title={t('teachers.observeDetail', { host: lesson.host_name, class: lesson.class_name })}
        room={lesson.room}
      />
    )
  if (kind === 'cover')
    return (
      <Slot
        kind="cover"
        word={t(observer?.cover === 'agreed' ? 'teachers.coversAgreed' : 'teachers.covers')}
        start={start}
        title={t('teachers.coverDetail', { class: observer?.class_name ?? '', name: observer?.name ?? '' })}
      />
    )
  return <Slot kind="debrief" word={t('teachers.debriefs')} start={start} title={lesson.group_name} />
}
