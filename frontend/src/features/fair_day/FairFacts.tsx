import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import { FairForm } from './FairForm'
import { type FairValues, fairBody, fairValues } from './fairForm'
import { type FairOut, touchedByFairs } from './queries'
import { useFairWords } from './useFairWords'

/** When the fair is and whose time; the form takes its place. */
export function FairFacts({ fair }: { fair: FairOut }) {
  const { t } = useTranslation('fairDay')
  const { when } = useFairWords()
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  if (mode === 'writing')
    return (
      <Section title={t('form.heading')}>
        <EditFair fair={fair} onClose={() => setMode('back')} />
      </Section>
    )
  return (
    <Section
      title={t('form.heading')}
      side={
        fair.may.plan && (
          <Button
            variant="subtle"
            size="compact-md"
            autoFocus={mode === 'back'}
            onClick={() => setMode('writing')}
          >
            {t('form.change')}
          </Button>
        )
      }
    >
      <div className={classes.facts}>
        <p className="strong">{fair.title}</p>
        <p className="numbers">{when(fair)}</p>
        <p className="small quiet">
          {fair.event_title ? t('form.directed', { title: fair.event_title }) : t('form.notDirected')}
        </p>
        <p className={fair.welcome ? 'small prose' : 'small quiet'}>{fair.welcome || t('form.nothing')}</p>
      </div>
    </Section>
  )
}

function EditFair({ fair, onClose }: { fair: FairOut; onClose: () => void }) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const announce = useAnnounce()
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base] = useState(fair)
  const refresh = () => {
    for (const queryKey of touchedByFairs) void client.invalidateQueries({ queryKey })
  }
  const save = useMutation({
    mutationFn: (values: FairValues) =>
      answer(
        api.PUT('/api/fairs/{fair_id}', {
          params: { path: { fair_id: base.id }, header: ifMatch(base.version) },
          body: fairBody(values),
        }),
      ),
    onSuccess: () => {
      refresh()
      announce(t('form.saved'))
      onClose()
    },
  })
  return (
    <FairForm
      values={fairValues(base)}
      label={t('form.save')}
      error={save.error}
      isBusy={save.isPending}
      onSubmit={values => save.mutate(values)}
      onCancel={onClose}
      onReload={() => {
        refresh()
        onClose()
      }}
    />
  )
}
