import { useTranslation } from 'react-i18next'
import { slotInWords } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { usePhone } from '../../lib/usePhone'
import { Section } from '../../ui/Section'
import type { Lesson, Place } from './choice'
import { HalfCell } from './HalfCell'
import classes from './Plan.module.css'

const ordinals = ['first', 'second', 'third'] as const

type WhoCanProps = { lesson: Lesson; places: Place[]; onChange: (places: Place[]) => void }

/** Each member in each half: free, needs cover, or cannot and why; and the choice of who observes when. */
export function WhoCan({ lesson, places, onChange }: WhoCanProps) {
  const { t } = useTranslation('plan')
  const isPhone = usePhone()
  const halves = lesson.members[0]?.slices ?? []
  const title = t('who.heading', {
    class: lesson.class_name,
    when: slotInWords(lesson.held_on, lesson.period, lesson.start),
  })
  const nameOf = (slice: (typeof halves)[number]) =>
    t('who.half', {
      nth: t(`who.${ordinals[slice.slice] ?? 'third'}`),
      start: clock(slice.start),
      end: clock(slice.end),
    })
  return (
    <Section title={title}>
      {!lesson.can_host && <p className="strong">{t('noHost', { reason: lesson.reason })}</p>}
      {isPhone ? (
        <ul className={classes.members}>
          {lesson.members.map(member => (
            <li key={member.staff_id}>
              <h3>
                {member.name} <span className="small quiet">{member.department}</span>
              </h3>
              {member.slices.map(slice => (
                <div key={slice.slice} className={classes.half}>
                  <p className="smaller quiet">{nameOf(slice)}</p>
                  <HalfCell {...{ lesson, member, slice, places, onChange }} />
                </div>
              ))}
            </li>
          ))}
        </ul>
      ) : (
        <table className={classes.who}>
          <thead>
            <tr>
              <th scope="col">{t('who.member')}</th>
              {halves.map(slice => (
                <th key={slice.slice} scope="col">
                  {nameOf(slice)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lesson.members.map(member => (
              <tr key={member.staff_id}>
                <th scope="row">
                  {member.name}
                  <span className={classes.department}>{member.department}</span>
                </th>
                {member.slices.map(slice => (
                  <td key={slice.slice}>
                    <HalfCell {...{ lesson, member, slice, places, onChange }} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
