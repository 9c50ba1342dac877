import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { type DebriefOption, debriefKey } from './debrief'

type DebriefPickerProps = {
  options: DebriefOption[]
  debrief: DebriefOption | undefined
  minutes: number
  onPick: (key: string) => void
}

/** When the group meets after the lesson, and who could not. */
export function DebriefPicker({ options, debrief, minutes, onPick }: DebriefPickerProps) {
  const { t } = useTranslation('plan')
  if (!debrief) return <EmptyState title={t('debrief.none')}>{t('debrief.noneDetail')}</EmptyState>
  return (
    <div>
      <NativeSelect
        label={t('debrief.heading')}
        description={t('debrief.lead', { minutes: inMinutes(minutes) })}
        value={debriefKey(debrief)}
        data={options.map(one => ({ value: debriefKey(one), label: one.label }))}
        onChange={event => onPick(event.currentTarget.value)}
      />
      <p className="small quiet" style={{ marginTop: '0.25rem' }}>
        {debrief.everyone_free ? t('debrief.all') : debrief.reason}
      </p>
    </div>
  )
}
