import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { today } from '../../lib/dates'
import { isMinutes, MINUTES_MAX, POTS, SOURCES } from '../../lib/ledger'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import classes from './MyTime.module.css'

type Pot = Schema<'PotOut'>

/** Minutes used without a booking: who pays, which pot, how many, when, and what for. */
export function LogInformal({ pots, onClose }: { pots: Pot[]; onClose: () => void }) {
  const { t } = useTranslation('time')
  const { t: ledger } = useTranslation('ledger')
  const { t: common } = useTranslation()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const hasPots = pots.some(pot => pot.allocated_minutes > 0)
  const form = useForm({
    initialValues: {
      source: (hasPots ? 'protected' : 'voluntary') as Schema<'TimeSource'>,
      category: 'observe' as Schema<'TimeCategory'>,
      minutes: 30 as number | string,
      held_on: today(),
      reason: '',
    },
    validate: {
      minutes: value => (isMinutes(value) ? null : t('log.minutesBad', { max: MINUTES_MAX })),
      held_on: value => (value && value <= today() ? null : t('log.onBad')),
      reason: value => (value.trim() ? null : t('log.reasonBad')),
    },
  })
  const spend = useAct({
    send: (body: Schema<'SpendIn'>, key) =>
      answer(api.POST('/api/my-time/spend', { params: { header: withKey(key) }, body })),
    changes: [['time'], ['my-week']],
    onDone: posted => {
      const { pot, entry } = posted
      const words = { minutes: inMinutes(entry.minutes), left: inMinutes(pot.available_minutes) }
      announce(
        entry.source === 'protected'
          ? t('log.done', { ...words, pot: common(`pot.${pot.category}`) })
          : t('log.doneOther', { minutes: words.minutes }),
      )
      onClose()
    },
  })
  const { source, category, minutes } = form.values
  const isProtected = source === 'protected'
  const pot = pots.find(one => one.category === category)
  const count = Number(minutes) || 0
  const left = (pot?.available_minutes ?? 0) - count
  const potName = common(`pot.${category}`)
  return (
    <Section title={t('log.heading')} className="no-print">
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit(values =>
          spend.mutate(
            { ...values, minutes: Number(values.minutes), reason: values.reason.trim() },
            { onError: error => form.setErrors(trouble(error).fields) },
          ),
        )}
      >
        <p className="small quiet">{t('log.lead')}</p>
        <div className={classes.pair}>
          <NativeSelect
            label={t('log.source')}
            data={SOURCES.map(value => ({ value, label: ledger(`source.${value}`) }))}
            {...form.getInputProps('source')}
          />
          <NativeSelect
            label={t(isProtected ? 'log.pot' : 'log.what')}
            data={POTS.map(value => ({ value, label: common(`pot.${value}`) }))}
            {...form.getInputProps('category')}
          />
        </div>
        <div className={classes.pair}>
          <NumberInput
            label={t('log.minutes')}
            min={1}
            max={MINUTES_MAX}
            step={5}
            allowDecimal={false}
            {...form.getInputProps('minutes')}
          />
          <TextInput label={t('log.on')} type="date" max={today()} {...form.getInputProps('held_on')} />
        </div>
        <TextInput
          label={t('log.reason')}
          description={t('log.reasonHint')}
          maxLength={200}
          {...form.getInputProps('reason')}
        />
        <p className="small quiet numbers">
          {!isProtected
            ? t('log.leaves')
            : left >= 0
              ? t('log.left', { left: inMinutes(left), pot: potName })
              : t('log.short', { left: inMinutes(pot?.available_minutes ?? 0), pot: potName })}
        </p>
        {spend.error && (
          <RefusedNotice
            acting
            error={spend.error}
            next={
              isRefusedWith(spend.error, 'time-budget/exhausted') &&
              pots.some(one => one !== pot && one.available_minutes >= count) && (
                <span className="small">{t('log.otherPot')}</span>
              )
            }
          />
        )}
        <FormButtons
          label={
            isProtected
              ? t('log.submit', { minutes: inMinutes(count), pot: potName })
              : t('log.submitOther', { minutes: inMinutes(count), source: ledger(`source.${source}`) })
          }
          isBusy={spend.isPending}
          onCancel={onClose}
        />
      </form>
    </Section>
  )
}
