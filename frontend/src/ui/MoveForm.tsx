import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { UseMutationResult } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { isMinutes, leftAfter, likelyMove, MINUTES_MAX } from '../lib/ledger'
import { inMinutes } from '../lib/minutes'
import { FormButtons } from './FormButtons'
import classes from './Ledger.module.css'
import { RefusedNotice } from './RefusedNotice'
import { useTrouble } from './useTrouble'

type Move = Schema<'TransferIn'>
type Category = Schema<'TimeCategory'>
type MoveFormProps = {
  pots: Schema<'PotOut'>[]
  name?: string
  act: UseMutationResult<Schema<'TimeOut'>, Error, Move>
  onClose: () => void
}

/** From which pot to which, how many, and why. */
export function MoveForm({ pots, name, act, onClose }: MoveFormProps) {
  const { t } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const trouble = useTrouble(true)
  const outcome = useId()
  const form = useForm<Omit<Move, 'minutes'> & { minutes: number | string }>({
    initialValues: { ...likelyMove(pots), minutes: 30, reason: '' },
    validate: {
      minutes: value => (isMinutes(value) ? null : t('move.minutesBad', { max: MINUTES_MAX })),
      reason: value => (value.trim() ? null : t('move.reasonBad')),
    },
  })
  const values = { ...form.values, minutes: Number(form.values.minutes) || 0 }
  const { from_category: from, to_category: to, minutes } = values
  const left = leftAfter(pots, values)
  const potName = (category: Category) => common(`pot.${category}`)
  const choices = (without?: Category) =>
    pots
      .filter(pot => pot.category !== without)
      .map(pot => ({
        value: pot.category,
        label: t('move.potLeft', { pot: potName(pot.category), left: inMinutes(pot.available_minutes) }),
      }))
  const chooseFrom = (chosen: Category) => {
    form.setFieldValue('from_category', chosen)
    if (chosen === to) form.setFieldValue('to_category', from)
  }
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(sent =>
        act.mutate(
          { ...sent, minutes: Number(sent.minutes), reason: sent.reason.trim() },
          { onError: error => form.setErrors(trouble(error).fields) },
        ),
      )}
    >
      <p className="small quiet">{name ? t('move.leadOf', { name }) : t('move.lead')}</p>
      <div className={classes.pair}>
        <NativeSelect
          label={t('move.from')}
          data={choices()}
          {...form.getInputProps('from_category')}
          onChange={event => chooseFrom(event.currentTarget.value as Category)}
        />
        <NativeSelect label={t('move.to')} data={choices(from)} {...form.getInputProps('to_category')} />
      </div>
      <div className={classes.pair}>
        <NumberInput
          label={t('move.minutes')}
          min={1}
          max={MINUTES_MAX}
          step={5}
          allowDecimal={false}
          {...form.getInputProps('minutes')}
        />
        <TextInput
          label={t('move.reason')}
          description={t('move.reasonHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          {...form.getInputProps('reason')}
        />
      </div>
      <p id={outcome} className="small quiet numbers">
        {left.from >= 0
          ? t('move.leaves', {
              from: inMinutes(left.from),
              fromPot: potName(from),
              to: inMinutes(left.to),
              toPot: potName(to),
            })
          : t('move.short', { left: inMinutes(left.from + minutes), pot: potName(from) })}
      </p>
      {act.error && <RefusedNotice acting error={act.error} />}
      <FormButtons
        label={
          minutes > 0
            ? t('move.submit', { minutes: inMinutes(minutes), pot: potName(to) })
            : t('move.submitAny')
        }
        isBusy={act.isPending}
        onCancel={onClose}
        describedBy={outcome}
      />
    </form>
  )
}
