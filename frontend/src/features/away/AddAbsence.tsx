import { Checkbox, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Away.module.css'
import { staffFoundQuery } from './queries'
import { TouchedList } from './TouchedList'
import { useTwoSteps } from './useTwoSteps'

type Values = {
  staff_id: string
  starts_on: string
  ends_on: string
  whole: boolean
  start: string
  end: string
}

/** Types an absence: who and when, never why. What it touches is told before it is saved. */
export function AddAbsence({ day, onClose }: { day: string; onClose: () => void }) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const [words, setWords] = useState('')
  const found = useQuery({ ...staffFoundQuery(words), placeholderData: keepPreviousData })
  const form = useForm<Values>({
    initialValues: { staff_id: '', starts_on: day, ends_on: day, whole: true, start: '', end: '' },
    validate: {
      staff_id: value => (value ? null : t('add.whoBad')),
      starts_on: value => (value ? null : t('add.dayBad')),
      ends_on: value => (value ? null : t('add.dayBad')),
    },
  })
  const steps = useTwoSteps({
    ask: (body: Schema<'AbsencesIn'>) => answer(api.POST('/api/absences/touched', { body })),
    send: (body, key) => answer(api.POST('/api/absences', { params: { header: withKey(key) }, body })),
    onDone: ({ stale_rounds }) => {
      announce(stale_rounds ? t('add.saved', { count: stale_rounds }) : t('add.savedNone'))
      onClose()
    },
  })
  const bodyOf = ({ staff_id, starts_on, ends_on, whole, start, end }: Values): Schema<'AbsencesIn'> => ({
    source: 'typed',
    absences: [
      { staff_id, starts_on, ends_on, start: whole ? null : start || null, end: whole ? null : end || null },
    ],
  })
  const asked = steps.isAsked(bodyOf(form.values))
  return (
    <Section title={t('add.heading')}>
      <form
        noValidate
        className={classes.fields}
        onSubmit={form.onSubmit(values => steps.go(bodyOf(values)))}
      >
        <Select
          autoFocus
          searchable
          openOnFocus={false}
          label={t('add.who')}
          placeholder={t('add.whoHint')}
          nothingFoundMessage={t('add.nobody')}
          data={(found.data?.items ?? []).map(one => ({ value: one.id, label: one.name }))}
          onSearchChange={setWords}
          filter={({ options }) => options}
          comboboxProps={{ withinPortal: false }}
          {...form.getInputProps('staff_id')}
        />
        <div className={classes.two}>
          <TextInput type="date" label={t('add.first')} {...form.getInputProps('starts_on')} />
          <TextInput type="date" label={t('add.last')} {...form.getInputProps('ends_on')} />
        </div>
        <Checkbox label={t('add.whole')} {...form.getInputProps('whole', { type: 'checkbox' })} />
        {!form.values.whole && (
          <div className={classes.two}>
            <TextInput type="time" label={t('add.start')} {...form.getInputProps('start')} />
            <TextInput type="time" label={t('add.end')} {...form.getInputProps('end')} />
          </div>
        )}
        {asked && steps.touched && <TouchedList touched={steps.touched} />}
        {steps.error && <RefusedNotice acting error={steps.error} />}
        <FormButtons label={t(asked ? 'add.save' : 'ask')} isBusy={steps.isBusy} onCancel={onClose} />
      </form>
    </Section>
  )
}
