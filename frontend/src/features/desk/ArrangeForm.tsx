import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cover.module.css'
import { classInWords } from './coverDays'

const CHOICES = ['supervisor', 'supply', 'leader'] as const

/** Says who takes the class. No reason is asked for or kept. */
export function ArrangeForm({ slot }: { slot: Schema<'CoverSlotOut'> }) {
  const { t } = useTranslation('cover')
  const announce = useAnnounce()
  const list = useId()
  const what = classInWords(slot)
  const when = slotInWords(slot.held_on, slot.period, slot.start)
  const form = useForm({
    initialValues: { arrangement: '' },
    validate: { arrangement: value => (value.trim() ? null : t('arrange.bad')) },
  })
  const arrange = useAct({
    send: (arrangement: string, key) =>
      answer(
        api.POST('/api/cover-slots/{slot_id}/arrange', {
          params: { path: { slot_id: slot.id }, header: withKey(key) },
          body: { arrangement },
        }),
      ),
    changes: [['cover-slots'], ['desk'], ['round']],
    onDone: (_, who) => announce(t('arrange.done', { what, when, who })),
  })
  return (
    <form
      noValidate
      className={classes.arrange}
      onSubmit={form.onSubmit(({ arrangement }) => arrange.mutate(arrangement.trim()))}
    >
      <TextInput
        aria-label={t('arrange.label', { what, when })}
        placeholder={t('arrange.placeholder')}
        list={list}
        maxLength={200}
        {...form.getInputProps('arrangement')}
      />
      <datalist id={list}>
        {CHOICES.map(choice => (
          <option key={choice} value={t(`arrange.choices.${choice}`)} />
        ))}
      </datalist>
      <Button
        type="submit"
        variant="light"
        loading={arrange.isPending}
        aria-label={t('arrange.actNamed', { what, when })}
        className="no-print"
      >
        {t('arrange.act')}
      </Button>
      {arrange.error && <RefusedNotice acting error={arrange.error} />}
    </form>
  )
}
