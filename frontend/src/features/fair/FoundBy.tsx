import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PHASES } from '../../lib/phases'
import { Section } from '../../ui/Section'
import classes from './Editor.module.css'
import type { EditorOf } from './useEditor'

/** Focus, subject and phase: how others find it. */
export function FoundBy({ form }: { form: EditorOf['form'] }) {
  const { t } = useTranslation('fair')
  return (
    <Section plain title={t('editor.about')}>
      <div className={classes.three}>
        <TextInput
          label={t('editor.focus')}
          description={t('editor.focusHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          {...form.getInputProps('focus')}
        />
        <TextInput label={t('editor.subject')} maxLength={200} {...form.getInputProps('subject')} />
        <NativeSelect
          label={t('editor.phase')}
          data={PHASES.map(value => ({ value, label: t(`phases.${value}`) }))}
          {...form.getInputProps('phase')}
        />
      </div>
    </Section>
  )
}
