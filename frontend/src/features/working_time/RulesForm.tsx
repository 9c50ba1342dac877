import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { weekdayLong } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import { Duration } from './Duration'
import { isBetween } from './figures'
import { ALL, profilesQuery, workingTimeQuery, yearsQuery } from './queries'
import { CONTINGENCY_MAX, choiceOf, dayOfWeek, editionFor, WEEKDAYS } from './rulesForm'
import classes from './WorkingTime.module.css'

type Values = Omit<Required<Schema<'WorkingTimeIn'>>, 'contingency_minutes' | 'twilight_minutes'> & {
  contingency_minutes: number | null
  twilight_minutes: number | string
}

/** Which profile and edition count, and what the school decides beside them. */
export function RulesForm({ rules }: { rules: Schema<'WorkingTimeOut'> }) {
  const { t } = useTranslation('workingTime')
  const client = useQueryClient()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const profiles = useQuery(profilesQuery).data?.profiles ?? []
  const years = useQuery(yearsQuery).data?.items ?? []
  const form = useForm<Values>({
    initialValues: choiceOf(rules),
    validate: {
      contingency_minutes: value =>
        isBetween(value, 0, CONTINGENCY_MAX)
          ? null
          : t('rules.contingencyBad', { most: inMinutes(CONTINGENCY_MAX) }),
      twilight_minutes: value => (isBetween(Number(value), 15, 300) ? null : t('rules.lastsBad')),
      twilight_starts: value => (value ? null : t('rules.startsBad')),
    },
  })
  const save = useAct({
    send: (values: Values) =>
      answer(
        api.PUT('/api/working-time', {
          params: { header: ifMatch(rules.version), query: { year_id: rules.year_id } },
          body: {
            ...values,
            contingency_minutes: values.contingency_minutes ?? 0,
            twilight_minutes: Number(values.twilight_minutes),
          },
        }),
      ),
    changes: ALL,
    onDone: saved => announce(t('rules.saved', { year: saved.year_name })),
  })
  const { profile: profileId, edition: editionId } = form.values
  const profile = profiles.find(one => one.id === profileId)
  const edition = profile?.editions.find(one => one.id === editionId)
  const choose = (id: string) => {
    const editions = profiles.find(one => one.id === id)?.editions ?? []
    const begins = years.find(one => one.id === rules.year_id)?.starts_on.slice(0, 4)
    const fitting = begins ? editionFor(editions, Number(begins)) : editions.at(-1)
    form.setValues({ profile: id, edition: fitting?.id ?? '' })
  }
  const order = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]
  return (
    <Section title={t('rules.heading')}>
      <form
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(values =>
          save.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
        )}
      >
        <div className={classes.wide}>
          <NativeSelect
            label={t('rules.profile')}
            value={profileId}
            onChange={event => choose(event.currentTarget.value)}
            data={
              profile
                ? profiles.map(one => ({ value: one.id, label: one.name }))
                : [{ value: rules.profile, label: rules.profile_name }]
            }
          />
          <NativeSelect
            label={t('rules.edition')}
            data={
              profile
                ? profile.editions.map(one => ({ value: one.id, label: one.name }))
                : [{ value: rules.edition, label: rules.edition_name }]
            }
            {...form.getInputProps('edition')}
          />
        </div>
        {profile && (
          <p role="status" className="small quiet">
            {[profile.note, edition?.note].filter(Boolean).join(' ')}
          </p>
        )}
        <Duration
          label={t('rules.contingency')}
          description={t('rules.contingencyHint')}
          value={form.values.contingency_minutes}
          onChange={minutes => form.setFieldValue('contingency_minutes', minutes)}
          error={form.errors.contingency_minutes ? String(form.errors.contingency_minutes) : undefined}
        />
        <Checkbox
          label={t('rules.breaks')}
          description={t('rules.breaksHint')}
          {...form.getInputProps('breaks_count', { type: 'checkbox' })}
        />
        <fieldset className={classes.set}>
          <legend>{t('rules.twilights')}</legend>
          <div className={classes.pair}>
            <NativeSelect
              label={t('rules.weekday')}
              value={`${form.values.twilight_weekday}`}
              onChange={event => form.setFieldValue('twilight_weekday', Number(event.currentTarget.value))}
              data={WEEKDAYS.map(day => ({ value: `${day}`, label: weekdayLong(dayOfWeek(day)) }))}
            />
            <TextInput label={t('rules.starts')} type="time" {...form.getInputProps('twilight_starts')} />
            <NumberInput
              label={t('rules.lasts')}
              inputWrapperOrder={order}
              allowDecimal={false}
              hideControls
              min={15}
              max={300}
              {...form.getInputProps('twilight_minutes')}
            />
          </div>
        </fieldset>
        <SaveRefused
          error={save.error}
          onReload={() => void client.invalidateQueries(workingTimeQuery(rules.year_id))}
        />
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            {t('rules.save')}
          </Button>
          {profileId !== rules.profile && <p className="small quiet">{t('rules.varied')}</p>}
        </div>
      </form>
    </Section>
  )
}
