import { Button, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { SaveRefused } from '../../ui/SaveRefused'
import { useTrouble } from '../../ui/useTrouble'
import { CycleFields } from './CycleFields'
import { faultsOf, type YearDraft, yearBody } from './calendar'
import { ExceptionFields } from './ExceptionFields'
import { HalfTermFields } from './HalfTermFields'
import { yearQuery } from './queries'
import classes from './School.module.css'
import { YearPreview } from './YearPreview'

export type YearFormOf = UseFormReturnType<YearDraft>

/** A year to set up, or one that is stored to change. */
export function YearForm({ initial, stored }: { initial: YearDraft; stored?: Schema<'YearOut'> }) {
  const { t } = useTranslation('school')
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/school/calendar' })
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const form = useForm<YearDraft>({
    initialValues: initial,
    validate: values =>
      Object.fromEntries(
        Object.entries(faultsOf(values)).map(([path, fault]) => [path, t(`calendar.fault.${fault}`)]),
      ),
    validateInputOnBlur: true,
  })
  const save = useAct({
    send: (draft: YearDraft, key) =>
      stored
        ? answer(
            api.PUT('/api/years/{year_id}', {
              params: { path: { year_id: stored.id }, header: ifMatch(stored.version) },
              body: yearBody(draft),
            }),
          )
        : answer(api.POST('/api/years', { params: { header: withKey(key) }, body: yearBody(draft) })),
    changes: [['years'], ['my-week'], ['desk']],
    onDone: year => {
      announce(t('calendar.saved'))
      return navigate({ search: { year: year.id }, replace: true })
    },
  })
  const faults = Object.keys(faultsOf(form.values)).length
  return (
    <form
      noValidate
      className={classes.year}
      onSubmit={form.onSubmit(values =>
        save.mutate(values, { onError: error => form.setErrors(trouble(error).fields) }),
      )}
    >
      <div className="stack" style={{ gap: '1.75rem' }}>
        <TextInput
          label={t('calendar.yearName')}
          style={{ maxWidth: '12rem' }}
          {...form.getInputProps('name')}
        />
        <HalfTermFields form={form} />
        <CycleFields form={form} />
        <ExceptionFields form={form} />
        <SaveRefused
          error={save.error}
          onReload={() => stored && void client.invalidateQueries(yearQuery(stored.id))}
        />
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            {stored ? t('calendar.save') : t('calendar.create', { name: form.values.name })}
          </Button>
          <p className="small quiet" role="status">
            {faults > 0 ? t('calendar.faultsLeft', { count: faults }) : stored && t('calendar.saveNote')}
          </p>
        </div>
      </div>
      <YearPreview draft={form.values} hasFaults={faults > 0} />
    </form>
  )
}
