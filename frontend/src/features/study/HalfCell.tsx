import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { clock, inMinutes } from '../../lib/minutes'
import { KindWord } from '../../ui/KindWord'
import { WhyNot } from '../../ui/WhyNot'
import { AskForCover } from './AskForCover'
import {
  busyIn,
  type Lesson,
  lengthOf,
  type Member,
  needsCover,
  type Place,
  type Slice,
  toggled,
} from './choice'
import classes from './Plan.module.css'

type HalfCellProps = {
  lesson: Lesson
  member: Member
  slice: Slice
  places: Place[]
  onChange: (places: Place[]) => void
}

/** One member in one half of the lesson. */
export function HalfCell({ lesson, member, slice, places, onChange }: HalfCellProps) {
  const { t } = useTranslation('plan')
  const { t: common } = useTranslation()
  const place = places.find(one => one.staffId === member.staff_id && one.slice === slice.slice)
  const covers = !place && busyIn(places, slice.slice).has(member.staff_id)
  const canObserve = lesson.can_host && slice.state !== 'cannot'
  return (
    <div className={classes.cell} data-chosen={place !== undefined || undefined}>
      <div className="row">
        <KindWord chip kind={slice.state} />
        {covers && <KindWord chip kind="cover" />}
      </div>
      {slice.reason && slice.reason !== common(`kind.${slice.state}`) && (
        <p className="small">{slice.reason}</p>
      )}
      {slice.state === 'cannot' && (
        <WhyNot staffId={member.staff_id} name={member.name} on={lesson.held_on} period={lesson.period} />
      )}
      {canObserve && (
        <>
          <Checkbox
            mt={6}
            label={t('who.observe')}
            aria-label={t('who.observeNamed', { name: member.name, start: clock(slice.start) })}
            description={t('who.left', { minutes: inMinutes(member.observe_minutes_left) })}
            checked={place !== undefined}
            disabled={!place && member.observe_minutes_left < lengthOf(slice)}
            onChange={() => onChange(toggled(places, member.staff_id, slice))}
          />
          {place && needsCover(slice) && <AskForCover {...{ slice, place, places, onChange }} />}
        </>
      )}
    </div>
  )
}
