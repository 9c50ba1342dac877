import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { today } from '../../lib/dates'
import { periodsOf } from '../../lib/grid'
import { clock } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import { WhyNotReasons } from '../../ui/WhyNotReasons'

/** Why somebody cannot be planned on a certain day: the timetable is of cycle days, the question of a date. */
export function AskWhyNot({ grid }: { grid: Schema<'TeacherGrid'> }) {
  const { t } = useTranslation('timetable')
  const me = useMe()
  const [on, setOn] = useState(today)
  const [period, setPeriod] = useState('')
  const periods = periodsOf(grid.days.map(day => day.periods))
  // Of others only the CPD lead may ask here; colleagues ask where they plan together.
  if (!holds(me, 'cpd_lead') && me.staff_id !== grid.staff_id) return null
  return (
    <Section title={t('teacher.whyNot')} className="no-print">
      <p className="small quiet">{t('teacher.whyNotLead', { name: grid.staff_name })}</p>
      <div className="row" style={{ alignItems: 'end', marginBlock: '0.75rem' }}>
        <TextInput
          type="date"
          label={t('teacher.whyNotOn')}
          value={on}
          onChange={event => setOn(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('teacher.whyNotPeriod')}
          value={period}
          data={[
            { value: '', label: '' },
            ...periods.map(one => ({ value: one.period, label: `${one.period} (${clock(one.start)})` })),
          ]}
          onChange={event => setPeriod(event.currentTarget.value)}
        />
      </div>
      {on && period && <WhyNotReasons place={{ staffId: grid.staff_id, on, period }} />}
    </Section>
  )
}
