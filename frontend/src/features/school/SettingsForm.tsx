import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { useTrouble } from '../../ui/useTrouble'
import { schoolQuery } from './queries'
import classes from './School.module.css'

const zones = (now: string): string[] => [...new Set([now, ...Intl.supportedValuesOf('timeZone')])]
const isWhole = (value: unknown, from: number, to: number) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to

export function SettingsForm({ school }: { school: Schema<'SchoolOut'> }) {
  const { t } = useTranslation('school')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const { id: _, trust_name: __, version, ...initialValues } = school
  const form = useForm<Schema<'SchoolIn'>>({
    initialValues,
    validate: {
      name: value => (value.trim() ? null : t('settings.nameBad')),
      debrief_minutes: value =>
        isWhole(value, 5, 180) ? null : t('settings.minutesBad', { from: 5, to: 180 }),
      moving_minutes: value => (isWhole(value, 0, 60) ? null : t('settings.minutesBad', { from: 0, to: 60 })),
      after_school_starts: value => (value ? null : t('settings.timeBad')),
      after_school_ends: (value, { after_school_starts: start }) =>
        !value ? t('settings.timeBad') : value > start ? null : t('settings.orderBad'),
    },
  })
  const save = useMutation({
    mutationFn: (body: Schema<'SchoolIn'>) =>
      answer(api.PUT('/api/school', { params: { header: ifMatch(version) }, body })),
    onSuccess: saved => {
      announce(t('settings.saved'))
      client.setQueryData(schoolQuery.queryKey, saved)
      return client.invalidateQueries({ queryKey: ['me'] })
    },
    onError: error => form.setErrors(trouble(error).fields),
  })
  const order = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(values => save.mutate(values))}>
      <TextInput label={t('settings.schoolName')} {...form.getInputProps('name')} />
      <div className={classes.pair}>
        <NumberInput
          label={t('settings.debrief')}
          description={t('settings.debriefHint')}
          inputWrapperOrder={order}
          allowDecimal={false}
          step={5}
          min={5}
          max={180}
          hideControls
          {...form.getInputProps('debrief_minutes')}
        />
        <NumberInput
          label={t('settings.moving')}
          description={t('settings.movingHint')}
          inputWrapperOrder={order}
          allowDecimal={false}
          step={5}
          min={0}
          max={60}
          hideControls
          {...form.getInputProps('moving_minutes')}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label={t('settings.afterStarts')}
          description={t('settings.afterHint')}
          inputWrapperOrder={order}
          type="time"
          {...form.getInputProps('after_school_starts')}
        />
        <TextInput label={t('settings.afterEnds')} type="time" {...form.getInputProps('after_school_ends')} />
      </div>
      <Select
        label={t('settings.zone')}
        data={zones(school.zone)}
        searchable
        allowDeselect={false}
        limit={50}
        comboboxProps={{ withinPortal: false }}
        {...form.getInputProps('zone')}
      />
      <Checkbox
        label={t('settings.factor')}
        description={t('settings.factorHint')}
        {...form.getInputProps('leaders_need_second_factor', { type: 'checkbox' })}
      />
      <SaveRefused
        error={save.error}
        onReload={() => void client.invalidateQueries({ queryKey: schoolQuery.queryKey })}
      />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  )
}
