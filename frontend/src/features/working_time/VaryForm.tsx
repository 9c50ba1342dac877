import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Duration } from './Duration'
import { isBetween, minutesOfWall, wallOf } from './figures'
import { ALL } from './queries'
import { useValue } from './useValue'
import classes from './WorkingTime.module.css'

type VaryFormProps = { figure: Schema<'ChosenFigureOut'>; yearId: string; onClose: () => void }

/** Sets one figure otherwise than the edition says; always with the reason. */
export function VaryForm({ figure, yearId, onClose }: VaryFormProps) {
  const { t } = useTranslation('workingTime')
  const say = useValue()
  const announce = useAnnounce()
  const [value, setValue] = useState<number | null>(figure.value)
  const [reason, setReason] = useState(figure.variation?.reason ?? '')
  const [isTried, setTried] = useState(false)
  const { least, most, unit } = figure
  const name = t(`figure.${figure.key}`)
  const isGood = isBetween(value, least, most)
  const vary = useAct({
    send: (body: Schema<'VariationIn'>, key) =>
      answer(
        api.POST('/api/working-time/variations', {
          params: { header: withKey(key), query: { year_id: yearId } },
          body,
        }),
      ),
    changes: ALL,
    onDone: (_, body) => {
      announce(t('figures.done', { figure: name, value: say(body.value, unit) }))
      onClose()
    },
  })
  const bad =
    isTried && !isGood ? t('figures.valueBad', { least: say(least, unit), most: say(most, unit) }) : undefined
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        setTried(true)
        if (isGood && reason.trim()) vary.mutate({ figure: figure.key, value, reason: reason.trim() })
      }}
    >
      {unit === 'minutes' ? (
        <Duration label={name} value={value} onChange={setValue} error={bad} />
      ) : unit === 'clock' ? (
        <TextInput
          label={name}
          type="time"
          value={value === null ? '' : wallOf(value)}
          onChange={event => setValue(minutesOfWall(event.currentTarget.value))}
          error={bad}
          style={{ maxWidth: '10rem' }}
        />
      ) : (
        <NumberInput
          label={`${name} (${t(`unit.${unit}`)})`}
          allowDecimal={false}
          hideControls
          value={value ?? ''}
          onChange={typed => setValue(typed === '' ? null : Number(typed))}
          error={bad}
          style={{ maxWidth: '22rem' }}
        />
      )}
      <TextInput
        label={t('figures.reason')}
        description={t('figures.reasonHint')}
        maxLength={200}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
        error={isTried && !reason.trim() ? t('figures.reasonBad') : undefined}
      />
      {vary.error && <RefusedNotice acting error={vary.error} />}
      <FormButtons
        label={isGood ? t('figures.set', { value: say(value, unit) }) : t('figures.setNothing')}
        isBusy={vary.isPending}
        onCancel={onClose}
      />
    </form>
  )
}
