import { NativeSelect, Radio, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { groupQuery } from '../../api/groups'
import { itemsOf } from '../../api/paged'
import classes from './Cycle.module.css'
import type { Choices } from './choices'
import { groupCyclesQuery } from './queries'

type ChoiceFieldsProps = {
  // biome-ignore lint/suspicious/noExplicitAny: the form may hold more than these fields.
  form: UseFormReturnType<any>
  groupId: string
  /** The cycle that is being changed cannot go on from itself. */
  cycleId?: string
}

/** How a cycle is set up: light or full, how many lessons, how it is discussed, who helps, what it goes on from. */
export function ChoiceFields({ form, groupId, cycleId }: ChoiceFieldsProps) {
  const { t } = useTranslation('lessonStudy')
  const { data: group } = useQuery(groupQuery(groupId))
  const { data: cycles } = useInfiniteQuery(groupCyclesQuery(groupId))
  const people = [...(group?.members ?? [])].sort((a, b) => Number(b.is_guest) - Number(a.is_guest))
  const earlier = (cycles ? itemsOf(cycles) : []).filter(one => one.state !== 'active' && one.id !== cycleId)
  const radios = (name: keyof Choices, values: string[], label: string) => (
    <Radio.Group label={label} {...form.getInputProps(name)}>
      <div className={classes.option}>
        {values.map(value => (
          <Radio
            key={value}
            value={value}
            label={t(`${name as 'mode'}.${value as 'full'}`)}
            description={t(`${name as 'mode'}Means.${value as 'full'}`)}
          />
        ))}
      </div>
    </Radio.Group>
  )
  return (
    <>
      <TextInput
        label={t('choose.title')}
        description={t('choose.titleHint')}
        maxLength={200}
        {...form.getInputProps('title')}
      />
      {radios('mode', ['full', 'light'], t('choose.mode'))}
      <Radio.Group
        label={t('choose.lessons')}
        description={t('choose.lessonsHint')}
        {...form.getInputProps('lessons')}
      >
        <div className="row" style={{ marginTop: '0.5rem', gap: '0.5rem 1.5rem' }}>
          {['1', '2', '3'].map(value => (
            <Radio key={value} value={value} label={value} />
          ))}
        </div>
      </Radio.Group>
      {radios('protocol', ['uk', 'lsa'], t('choose.protocol'))}
      <div className={classes.pair}>
        <NativeSelect
          label={t('choose.other')}
          description={t('choose.otherHint')}
          data={[
            { value: '', label: t('choose.nobody') },
            ...people.map(one => ({
              value: one.staff_id,
              label: one.is_guest ? t('choose.guest', { name: one.name }) : one.name,
            })),
          ]}
          {...form.getInputProps('other')}
        />
        {earlier.length > 0 && (
          <NativeSelect
            label={t('choose.earlier')}
            description={t('choose.earlierHint')}
            data={[
              { value: '', label: t('choose.none') },
              ...earlier.map(one => ({ value: one.id, label: one.title })),
            ]}
            {...form.getInputProps('earlier')}
          />
        )}
      </div>
    </>
  )
}
