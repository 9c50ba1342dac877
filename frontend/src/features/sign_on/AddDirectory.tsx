import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import type { Provider } from '../../api/signOn'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { directoriesQuery } from './queries'

export function AddDirectory({ providers }: { providers: Provider[] }) {
  const { t } = useTranslation('signOn')
  const announce = useAnnounce()
  const form = useForm<Schema<'SignOnDirectoryIn'>>({
    initialValues: { provider: providers[0] ?? 'google', directory: '', asks_second_factor: false },
    validate: { directory: value => (value.trim() ? null : t('school.missing')) },
  })
  const add = useAct({
    send: (body: Schema<'SignOnDirectoryIn'>, key) =>
      answer(api.POST('/api/sign-on-directories', { params: { header: withKey(key) }, body })),
    changes: [directoriesQuery.queryKey],
    onDone: () => {
      announce(t('school.added'))
      form.reset()
    },
  })
  const isGoogle = form.values.provider === 'google'
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit(values => add.mutate(values))}>
      <h2>{t('school.add')}</h2>
      <Select
        label={t('school.provider')}
        allowDeselect={false}
        data={providers.map(value => ({ value, label: t(`provider.${value}`) }))}
        {...form.getInputProps('provider')}
      />
      <TextInput
        label={isGoogle ? t('school.domain') : t('school.tenant')}
        description={isGoogle ? t('school.domainHint') : t('school.tenantHint')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('directory')}
      />
      <Checkbox
        label={t('school.asksLabel')}
        description={t('school.asksHint')}
        {...form.getInputProps('asks_second_factor', { type: 'checkbox' })}
      />
      {add.error && <RefusedNotice acting error={add.error} onRetry={() => add.mutate(form.values)} />}
      <div>
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('school.submit')}
        </Button>
      </div>
    </form>
  )
}
