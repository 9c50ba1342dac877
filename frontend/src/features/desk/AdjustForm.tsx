import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { MINUTES_MAX, POTS } from '../../lib/ledger'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'

type Values = { category: Schema<'TimeCategory'>; minutes: number | string; reason: string }

/** Adds minutes to one pot of one colleague, or takes back such as have no place; always with a reason. */
export function AdjustForm({ staffId, name }: { staffId: string; name: string }) {
  const { t } = useTranslation('desk')
  const { t: common } = useTranslation()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<Values>({
    initialValues: { category: 'observe', minutes: '', reason: '' },
    validate: {
      minutes: value => (Number.isInteger(value) && value !== 0 ? null : t('person.adjustBad')),
      reason: value => (value.trim() ? null : t('person.reasonBad', { name })),
    },
  })
  const adjust = useAct({
    send: (values: Values, key) =>
      answer(
        api.POST('/api/staff/{staff_id}/time/adjust', {
          params: { path: { staff_id: staffId }, header: withKey(key) },
          body: { ...values, minutes: Number(values.minutes) },
        }),
      ),
    changes: [['time'], ['desk'], ['closing']],
    onDone: () => {
      announce(t('person.done'))
      form.reset()
    },
  })
  const minutes = Number(form.values.minutes) || 0
  return (
    <Section title={t('person.adjust')}>
      <form
        noValidate
        className="stack"
        onSubmit={form.onSubmit(values =>
          adjust.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <p className="small quiet">{t('person.adjustLead')}</p>
        <div className="row" style={{ alignItems: 'start' }}>
          <NativeSelect
            label={t('person.adjustPot')}
            data={POTS.map(value => ({ value, label: common(`pot.${value}`) }))}
            {...form.getInputProps('category')}
          />
          <NumberInput
            label={t('person.adjustMinutes')}
            allowDecimal={false}
            step={30}
            min={-MINUTES_MAX}
            max={MINUTES_MAX}
            hideControls
            {...form.getInputProps('minutes')}
          />
          <TextInput
            label={t('person.adjustReason')}
            maxLength={200}
            style={{ flex: '1 1 14rem' }}
            {...form.getInputProps('reason')}
          />
        </div>
        {adjust.error && <RefusedNotice acting error={adjust.error} />}
        <div>
          <Button type="submit" variant="light" loading={adjust.isPending}>
            {minutes === 0
              ? t('person.submit')
              : t(minutes > 0 ? 'person.add' : 'person.take', { minutes: inMinutes(Math.abs(minutes)) })}
          </Button>
        </div>
      </form>
    </Section>
  )
}
