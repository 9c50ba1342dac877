import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Editor.module.css'
import { SECTIONS, wordsIn } from './findingDraft'
import { MarkdownField } from './MarkdownField'
import type { EditorOf } from './useEditor'

/** The structured abstract, each part with a line of guidance. */
export function TextFields({ form }: { form: EditorOf['form'] }) {
  const { t } = useTranslation('fair')
  return (
    <>
      <Textarea
        label={t('editor.title')}
        description={t('editor.titleHint')}
        maxLength={200}
        autosize
        minRows={1}
        classNames={{ input: classes.title }}
        onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
        {...form.getInputProps('title')}
      />
      <div>
        <TextInput
          label={t('editor.quote')}
          description={t('editor.quoteHint')}
          maxLength={200}
          {...form.getInputProps('pull_quote')}
        />
        <p className="smaller quiet numbers" role="status">
          {t('editor.quoteCount', { count: wordsIn(form.values.pull_quote) })}
        </p>
      </div>
      {SECTIONS.map(section => {
        const { onChange: _, ...input } = form.getInputProps(section)
        return (
          <MarkdownField
            key={section}
            label={t(`editor.${section}`)}
            description={t(`editor.${section}Hint`)}
            {...input}
            value={form.values[section]}
            onText={text => form.setFieldValue(section, text)}
          />
        )
      })}
    </>
  )
}
