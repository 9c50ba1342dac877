import { ActionIcon, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TypedTwilight } from './calendar'
import classes from './WorkingTime.module.css'

type TwilightFieldsProps = {
  place: number
  twilight: TypedTwilight
  isBad: boolean
  onChange: (changed: Partial<TypedTwilight>) => void
  /** Left off while it is the only one. */
  onRemove?: () => void
}

/** One twilight in place of part of an INSET day. */
export function TwilightFields({ place, twilight, isBad, onChange, onRemove }: TwilightFieldsProps) {
  const { t } = useTranslation('workingTime')
  const field = (name: keyof TypedTwilight) => ({
    value: twilight[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <div role="group" aria-label={t('split.which', { count: place })} className={classes.twilight}>
      <TextInput label={t('split.on')} type="date" error={isBad && !twilight.held_on} {...field('held_on')} />
      <TextInput
        label={t('split.starts')}
        type="time"
        error={isBad && !twilight.starts}
        {...field('starts')}
      />
      <TextInput
        label={t('split.ends')}
        type="time"
        error={isBad && !(twilight.ends > twilight.starts)}
        {...field('ends')}
      />
      <TextInput
        label={t('split.called')}
        placeholder={t('split.calledHint')}
        maxLength={200}
        {...field('title')}
      />
      {onRemove ? (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={t('split.remove', { count: place })}
          onClick={onRemove}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </div>
  )
}
