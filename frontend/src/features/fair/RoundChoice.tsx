import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { groupRoundsQuery } from '../../api/groups'
import { slotInWords } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import type { EditorOf } from './useEditor'

/** Which of the group's rounds the finding comes from. */
export function RoundChoice({ form, groupId }: { form: EditorOf['form']; groupId: string }) {
  const { t } = useTranslation('fair')
  const query = useQuery(groupRoundsQuery(groupId))
  return (
    <Checkbox.Group
      label={t('editor.rounds')}
      description={t('editor.roundsLead')}
      {...form.getInputProps('round_ids')}
    >
      <div className="stack" style={{ gap: '0.5rem', marginTop: '0.5rem' }}>
        <Loaded query={query}>
          {({ items }) => {
            const rounds = items.filter(
              round => round.state !== 'cancelled' || form.values.round_ids.includes(round.id),
            )
            if (rounds.length === 0) return <p className="small quiet">{t('editor.roundsNone')}</p>
            return rounds.map(round => (
              <Checkbox
                key={round.id}
                value={round.id}
                label={`${slotInWords(round.held_on, round.period, round.start)}: ${round.host_name}, ${[
                  round.class_name,
                  round.subject,
                ]
                  .filter(Boolean)
                  .join(' ')}`}
              />
            ))
          }}
        </Loaded>
      </div>
    </Checkbox.Group>
  )
}
