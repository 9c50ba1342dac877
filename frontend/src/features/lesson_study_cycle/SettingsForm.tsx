import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { BothTexts } from './BothTexts'
import { ChoiceFields } from './ChoiceFields'
import { bodyOfChoices, choicesOf } from './choices'
import type { CycleOut } from './shapes'
import { useCycleSave } from './useCycleSave'
import { useSettingWords } from './useSettingWords'

/** Light or full, how many lessons, and the rest. Switching loses nothing. */
export function SettingsForm({ cycle, onClose }: { cycle: CycleOut; onClose: () => void }) {
  const { t } = useTranslation('lessonStudy')
  const words = useSettingWords(cycle)
  const form = useForm({
    initialValues: choicesOf(cycle),
    validate: { title: value => (value.trim() ? null : t('choose.titleBad')) },
  })
  const { save, clashes } = useCycleSave(cycle, {
    onSaved: onClose,
    onTaken: taken => form.setValues(words.fromBody(taken)),
  })
  const isSwitched = form.values.mode !== cycle.mode
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(values => save.mutate(bodyOfChoices(values)))}>
      <BothTexts
        clashes={clashes}
        nameOf={words.name}
        textOf={words.value}
        onChoose={(path, text) => form.setValues(words.fromBody({ [path]: text }))}
      />
      <ChoiceFields form={form} groupId={cycle.group_id} cycleId={cycle.id} />
      <p role="status" className="small">
        {isSwitched ? t('settings.nothingLost') : ''}
      </p>
      <SaveRefused error={save.error} />
      <FormButtons label={t('save')} isBusy={save.isPending} onCancel={onClose} />
    </form>
  )
}
