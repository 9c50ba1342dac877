import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { longDay, shortDay } from '../../lib/dates'
import { clock } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { Section } from '../../ui/Section'
import { timeSources } from './debrief'
import { EditMinutes } from './EditMinutes'
import { EditNewer } from './EditNewer'
import { EditRefused } from './EditRefused'
import classes from './Round.module.css'
import { MINUTES_MAX, MINUTES_MIN } from './roundDraft'
import { useEditRound } from './useEditRound'

/** The focus of the round and its debrief, open for change; the lesson and its observers stay. */
export function EditRoundForm({ round, onClose }: { round: Schema<'RoundOut'>; onClose: () => void }) {
  const { t } = useTranslation(['round', 'plan'])
  const announce = useAnnounce()
  const consequence = useId()
  const saveButton = useRef<HTMLButtonElement>(null)
  const { form, read, both, save, reload, submit } = useEditRound(round, saved => {
    const when = `${shortDay(saved.debrief_on)}, ${clock(saved.debrief_start)}`
    announce(t('edit.done', { when }))
    onClose()
  })
  const { held_on } = form.values
  const error = reload.error ?? save.error
  return (
    <Section title={t('edit.heading')} className="no-print">
      <form noValidate className="stack" onSubmit={submit}>
        <p className="small quiet">{t('edit.lead')}</p>
        <Textarea
          autoFocus
          autosize
          minRows={2}
          required
          withAsterisk={false}
          label={t('edit.focus')}
          maxLength={200}
          {...form.getInputProps('focus')}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            required
            withAsterisk={false}
            label={t('edit.held_on')}
            description={held_on ? longDay(held_on) : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={read.held_on}
            {...form.getInputProps('held_on')}
          />
          <TextInput
            type="time"
            required
            withAsterisk={false}
            label={t('edit.start')}
            {...form.getInputProps('start')}
          />
        </div>
        <div className={classes.pair}>
          <NumberInput
            required
            withAsterisk={false}
            label={t('edit.minutes')}
            min={MINUTES_MIN}
            max={MINUTES_MAX}
            clampBehavior="none"
            step={5}
            allowDecimal={false}
            {...form.getInputProps('minutes')}
          />
          <NativeSelect
            label={t('edit.time_source')}
            data={timeSources.map(value => ({ value, label: t(`plan:source.${value}`) }))}
            {...form.getInputProps('time_source')}
          />
        </div>
        <TextInput label={t('plan:debrief.place')} maxLength={200} {...form.getInputProps('place')} />
        <EditMinutes id={consequence} round={read} draft={form.values} />
        {both && !error && <EditNewer round={read} both={both} />}
        {error && (
          <EditRefused
            round={read}
            error={error}
            onReload={() => reload.mutate(undefined, { onSuccess: () => saveButton.current?.focus() })}
            onClose={onClose}
          />
        )}
        <FormButtons
          ref={saveButton}
          label={t('edit.save')}
          isBusy={save.isPending}
          describedBy={consequence}
          onCancel={onClose}
        />
      </form>
    </Section>
  )
}
