import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { longDay } from '../../lib/dates'
import { clock, inMinutes } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import classes from './Meetings.module.css'
import type { Meeting } from './queries'

type MeetingFactsProps = {
  meeting: Meeting
  /** The form has just been closed: the focus comes back to where it was opened. */
  isBack: boolean
  onEdit: () => void
}

/** When, where, and whose time it is. */
export function MeetingFacts({ meeting, isBack, onEdit }: MeetingFactsProps) {
  const { t } = useTranslation('meetings')
  const facts = [
    {
      name: t('page.when'),
      value: t('when', {
        day: longDay(meeting.held_on),
        start: clock(meeting.start),
        end: clock(meeting.end),
      }),
    },
    { name: t('page.where'), value: meeting.place || t('page.whereOpen') },
    { name: t('form.kind'), value: t(`kind.${meeting.kind}`) },
    {
      name: t('page.source'),
      value: t('page.each', {
        source: t(`source.${meeting.time_source}`),
        minutes: inMinutes(meeting.minutes),
      }),
    },
    ...(meeting.event_title ? [{ name: t('page.event'), value: meeting.event_title }] : []),
  ]
  return (
    <Section
      quietTitle
      title={t('page.facts')}
      side={
        meeting.may_change && (
          <Button variant="subtle" size="compact-md" autoFocus={isBack} onClick={onEdit}>
            {t('edit.open')}
          </Button>
        )
      }
    >
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
