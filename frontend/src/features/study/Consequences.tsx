import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { asked, forCoverLead, type Lesson, memberOf, type Place, reservedBy } from './choice'
import classes from './Plan.module.css'

type ConsequencesProps = {
  lesson: Lesson
  places: Place[]
  debrief: string | undefined
  button: (label: string, isReady: boolean) => ReactNode
}

/** What the button will do, said before it is pressed: whose minutes, how many are left, who is asked. */
export function Consequences({ lesson, places, debrief, button }: ConsequencesProps) {
  const { t, i18n } = useTranslation('plan')
  const lines = reservedBy(lesson, places)
  const short = lines.find(line => line.pot === 'observe' && line.left < 0)
  const leads = forCoverLead(lesson, places)
  const names = asked(places).map(id => memberOf(lesson, id)?.name ?? '')
  const listed = new Intl.ListFormat(i18n.language === 'cy' ? 'cy' : 'en-GB').format(names)
  const obstacle = !lesson.can_host
    ? t('noHost', { reason: lesson.reason })
    : places.length === 0
      ? t('act.nobody')
      : !debrief
        ? t('act.noDebrief')
        : short
          ? t('act.over', { name: short.name, left: inMinutes(short.left + short.minutes) })
          : ''
  const label =
    names.length > 0
      ? t('act.ask', { names: listed })
      : leads > 0
        ? t('act.askLead')
        : t('act.reserve', { when: `${shortDay(lesson.held_on)}, ${lesson.period}` })
  return (
    <div>
      <p className="small quiet">{t('act.reserves')}</p>
      <ul className={classes.lines}>
        {lines.map(line => (
          <li key={line.staffId + line.pot}>
            {t(line.pot === 'observe' ? 'act.observing' : 'act.covering', {
              name: line.name,
              minutes: inMinutes(line.minutes),
              left: inMinutes(line.left),
            })}
          </li>
        ))}
        {debrief && <li>{debrief}</li>}
        {leads > 0 && <li>{t('act.lead', { count: leads })}</li>}
      </ul>
      {button(label, obstacle === '')}
      <p role="status" className={classes.hint}>
        {obstacle || [names.length > 0 && t('act.waits'), t('act.undo')].filter(Boolean).join(' ')}
      </p>
    </div>
  )
}
