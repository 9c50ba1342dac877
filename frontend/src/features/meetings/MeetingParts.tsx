import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { NamesFound } from '../../ui/NamesFound'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Actions } from './Actions'
import { CancelMeeting } from './CancelMeeting'
import { EditMeeting } from './EditMeeting'
import { MeetingFacts } from './MeetingFacts'
import type { Meeting } from './queries'
import { Record } from './Record'
import { Seats } from './Seats'

/** What is on a meeting's page; changing it takes the place of reading it. */
export function MeetingParts({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('meetings')
  const me = useMe()
  const [mode, setMode] = useState<'reading' | 'editing' | 'back'>('reading')
  if (mode === 'editing') return <EditMeeting meeting={meeting} onClose={() => setMode('back')} />
  const texts = {
    [t('form.title')]: meeting.title,
    [t('page.agenda')]: meeting.agenda,
    [t('record.heading')]: meeting.record,
    [t('actions.heading')]: meeting.actions.map(action => action.text).join('\n'),
  }
  return (
    <div className="beside">
      <div className="stack">
        {meeting.state === 'cancelled' && <Notice>{t('page.cancelled')}</Notice>}
        {holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head') && <NamesFound texts={texts} />}
        <Section title={t('page.agenda')}>
          {meeting.agenda ? (
            <p className="prose">{meeting.agenda}</p>
          ) : (
            <p className="quiet">{t('page.noAgenda')}</p>
          )}
        </Section>
        <Record meeting={meeting} />
        <Actions meeting={meeting} />
      </div>
      <div className="stack">
        <MeetingFacts meeting={meeting} isBack={mode === 'back'} onEdit={() => setMode('editing')} />
        <Seats meeting={meeting} />
        <CancelMeeting meeting={meeting} />
      </div>
    </div>
  )
}
