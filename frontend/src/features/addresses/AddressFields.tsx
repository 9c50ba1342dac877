import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type AddressValues, HOURS, KINDS } from './addressForm'
import { staffQuery } from './queries'

const ORDER = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

/** What is said of an address; what kind it is stays as it was chosen. */
export function AddressFields({
  form,
  isNew = false,
}: {
  form: UseFormReturnType<AddressValues>
  isNew?: boolean
}) {
  const { t } = useTranslation('addresses')
  const staff = useQuery(staffQuery)
  const { kind, every_hours } = form.values
  const hours = HOURS.map(String)
  return (
    <>
      {isNew ? (
        <NativeSelect
          label={t('kind')}
          description={t(`kindHint.${kind}`)}
          inputWrapperOrder={ORDER}
          data={KINDS.map(value => ({ value, label: t(`kinds.${value}`) }))}
          {...form.getInputProps('kind')}
        />
      ) : (
        <p>
          <span className="strong">{t(`kinds.${kind}`)}.</span>{' '}
          <span className="quiet">{t(`kindHint.${kind}`)}</span>
        </p>
      )}
      <TextInput
        label={t('called')}
        description={t('calledHint')}
        inputWrapperOrder={ORDER}
        autoComplete="off"
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('address')}
        description={t('addressHint')}
        inputWrapperOrder={ORDER}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        {...form.getInputProps('address')}
      />
      {kind !== 'staff' && (
        <NativeSelect
          label={t('whose')}
          data={[
            { value: '', label: t('whoseNobody') },
            ...(staff.data ?? []).map(one => ({ value: one.id, label: one.name })),
          ]}
          {...form.getInputProps('staff_id')}
        />
      )}
      <NativeSelect
        label={t('every')}
        data={[
          ...HOURS.map(count => ({ value: String(count), label: t(`hours.h${count}`) })),
          ...(hours.includes(every_hours)
            ? []
            : [{ value: every_hours, label: t('hours.other', { count: Number(every_hours) }) }]),
        ]}
        {...form.getInputProps('every_hours')}
      />
    </>
  )
}
