import { NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../api/act'
import { answer, api, type Schema } from '../api/client'
import { countsNow, isMinutes, MINUTES_MAX } from '../lib/ledger'
import { inMinutes } from '../lib/minutes'
import { useAnnounce } from './Announcer'
import { FormButtons } from './FormButtons'
import classes from './Ledger.module.css'
import { RefusedNotice } from './RefusedNotice'
import { useTrouble } from './useTrouble'

type Values = { minutes: number | string; reason: string }

/** Puts the number of one entry right, by a new entry; opens under the one that it is about. */
export function CorrectEntry({ entry, onClose }: { entry: Schema<'EntryOut'>; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const now = countsNow(entry)
  const form = useForm<Values>({
    initialValues: { minutes: now, reason: '' },
    validate: {
      minutes: value =>
        !isMinutes(value, 0)
          ? t('correct.minutesBad', { max: MINUTES_MAX })
          : value === now
            ? t('correct.same', { minutes: inMinutes(now) })
            : null,
      reason: value => (value.trim() ? null : t('correct.reasonBad')),
    },
  })
  const correct = useAct({
    send: (body: Schema<'CorrectIn'>, key) =>
      answer(
        api.POST('/api/time/entries/{entry_id}/correct', {
          params: { path: { entry_id: entry.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['time'], ['desk'], ['my-week'], ['closing']],
    onDone: ({ pot }, { minutes }) => {
      const counts = inMinutes(minutes)
      const left = inMinutes(pot.available_minutes)
      announce(
        entry.source === 'protected'
          ? t('correct.done', { minutes: counts, left, pot: common(`pot.${pot.category}`) })
          : t('correct.doneOther', { minutes: counts }),
      )
      onClose()
    },
  })
  const { minutes } = form.values
  return (
    <form
      noValidate
      className={classes.correct}
      onSubmit={form.onSubmit(values =>
        correct.mutate(
          { minutes: Number(values.minutes), reason: values.reason.trim() },
          { onError: error => form.setErrors(trouble(error).fields) },
        ),
      )}
    >
      <p className="small quiet">{t('correct.lead')}</p>
      <div className={classes.pair}>
        <NumberInput
          ref={first}
          label={t('correct.minutes')}
          description={t('correct.minutesHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={MINUTES_MAX}
          step={5}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('minutes')}
        />
        <TextInput label={t('correct.reason')} maxLength={200} {...form.getInputProps('reason')} />
      </div>
      {correct.error && <RefusedNotice acting error={correct.error} />}
      <FormButtons
        label={
          minutes === 0
            ? t('correct.submitZero')
            : t('correct.submit', { minutes: inMinutes(Number(minutes) || 0) })
        }
        isBusy={correct.isPending}
        onCancel={onClose}
      />
    </form>
  )
}
