import { MultiSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useRefusedFields } from '../../ui/useRefusedFields'
import classes from './Communities.module.css'
import { type CommunityValues, communityFaults, LEADERS, STEPS } from './communityForm'
import { colleaguesQuery } from './queries'

type CommunityFormProps = {
  values: CommunityValues
  /** Who leads, and to whom it is open, was said when it began. */
  isBegun?: boolean
  label: string
  error: Error | null
  isBusy: boolean
  onSubmit: (values: CommunityValues) => void
  onCancel: () => void
  onReload?: () => void
}

/** A community: its question, its three steps, who leads at one's own school. */
export function CommunityForm({ values, isBegun = false, label, error, ...acts }: CommunityFormProps) {
  const { t } = useTranslation('communities')
  const me = useMe()
  const { data: staff = [] } = useQuery({ ...colleaguesQuery, enabled: !isBegun })
  const form = useForm<CommunityValues>({
    initialValues: values,
    validate: now =>
      Object.fromEntries(
        Object.entries(communityFaults(now, isBegun)).map(([name, fault]) => [name, t(`community.${fault}`)]),
      ),
  })
  useRefusedFields(form, error)
  return (
    <form noValidate className={classes.form} onSubmit={form.onSubmit(acts.onSubmit)}>
      <p className="small quiet">{t('lesson.noNames')}</p>
      <TextInput autoFocus label={t('community.title')} maxLength={200} {...form.getInputProps('name')} />
      <TextInput
        label={t('form.focus')}
        description={t('community.focusHint')}
        maxLength={200}
        {...form.getInputProps('focus')}
      />
      <Textarea label={t('form.about')} autosize minRows={2} {...form.getInputProps('about')} />
      {STEPS.map(kind => (
        <div key={kind} className={classes.facts}>
          <TextInput
            type="date"
            label={t('community.stepDay', { step: t(`community.step.${kind}`) })}
            {...form.getInputProps(`${kind}_on`)}
          />
          <Textarea
            label={t('community.stepText', { step: t(`community.step.${kind}`) })}
            description={t(`community.stepHint.${kind}`)}
            autosize
            minRows={2}
            {...form.getInputProps(`${kind}_text`)}
          />
        </div>
      ))}
      {!isBegun && (
        <MultiSelect
          label={t('community.leaders')}
          description={t('community.leadersHint')}
          data={staff.map(one => ({ value: one.id, label: one.name }))}
          maxValues={LEADERS}
          searchable
          comboboxProps={{ withinPortal: false }}
          {...form.getInputProps('leader_ids')}
        />
      )}
      {!isBegun && me.trust_name && (
        <Radio.Group
          label={t('form.openTo')}
          description={t('form.openToHint')}
          {...form.getInputProps('open_to')}
        >
          <div className={classes.facts}>
            <Radio value="trust" label={t('openTo.trust')} />
            <Radio value="everyone" label={t('openTo.everyone')} />
          </div>
        </Radio.Group>
      )}
      <SaveRefused error={error} onReload={acts.onReload} />
      <FormButtons label={label} isBusy={acts.isBusy} onCancel={acts.onCancel} />
    </form>
  )
}
