import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormButtons } from '../../ui/FormButtons'
import { Loaded } from '../../ui/Loaded'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { LEADERS } from './communityForm'
import { colleaguesQuery } from './queries'

type LeadersFormProps = {
  chosen: string[]
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (ids: string[]) => void
  onCancel: () => void
}

/** Which two colleagues lead at our school. */
export function LeadersForm({ chosen, label, error, isBusy, onSubmit, onCancel }: LeadersFormProps) {
  const { t } = useTranslation('communities')
  const query = useQuery(colleaguesQuery)
  const [ids, setIds] = useState(chosen)
  const [isSent, setIsSent] = useState(false)
  return (
    <Section title={t('community.leaders')}>
      <form
        noValidate
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          setIsSent(true)
          if (ids.length === LEADERS) onSubmit(ids)
        }}
      >
        <Loaded query={query}>
          {staff => (
            <MultiSelect
              autoFocus
              label={t('community.leaders')}
              description={t('community.leadersHint')}
              data={staff.map(one => ({ value: one.id, label: one.name }))}
              value={ids}
              maxValues={LEADERS}
              searchable
              error={isSent && ids.length !== LEADERS && t('community.leadersBad')}
              comboboxProps={{ withinPortal: false }}
              onChange={setIds}
            />
          )}
        </Loaded>
        {error && <RefusedNotice acting error={error} />}
        <FormButtons label={label} isBusy={isBusy} onCancel={onCancel} />
      </form>
    </Section>
  )
}
