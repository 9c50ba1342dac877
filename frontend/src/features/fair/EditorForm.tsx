import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { SaveRefused } from '../../ui/SaveRefused'
import { Audience } from './Audience'
import { BothTexts } from './BothTexts'
import { Consent } from './Consent'
import classes from './Editor.module.css'
import { FoundBy } from './FoundBy'
import { wordsByField } from './pupilsNamed'
import { RoundChoice } from './RoundChoice'
import { TextFields } from './TextFields'
import { useEditor } from './useEditor'

/** The text on one side, what stands before the fair on the other. Nothing is saved until somebody says so. */
export function EditorForm({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('fair')
  const editor = useEditor(finding)
  const { form, isDirty, isSaving } = editor
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(t('editor.leave')),
    enableBeforeUnload: () => isDirty,
  })
  const someAgreed = finding.authors.some(author => author.agreed)
  return (
    <div className={classes.editor}>
      <form noValidate className={classes.form} onSubmit={form.onSubmit(editor.submit)}>
        {editor.clash && <BothTexts clash={editor.clash} form={form} />}
        <TextFields form={form} />
        <FoundBy form={form} />
        <Audience form={form} />
        <RoundChoice form={form} groupId={finding.group_id} />
        <SaveRefused error={editor.error} />
        <div className={classes.save}>
          <Button type="submit" loading={isSaving} disabled={!isDirty && !editor.clash}>
            {editor.clash ? t('stale.save') : t('editor.save')}
          </Button>
          <p className="small quiet" role="status">
            {isDirty ? t('editor.unsaved') : t('editor.savedAt')}
            {isDirty && someAgreed && ` ${t('editor.asksAgain')}`}
          </p>
        </div>
      </form>
      <Consent
        finding={finding}
        isDirty={isDirty}
        onNamed={names =>
          form.setErrors(
            Object.fromEntries(
              wordsByField(names).map(([field, words]) => [
                field,
                t('named.at', { words: words.map(word => t('named.word', { word })).join(', ') }),
              ]),
            ),
          )
        }
        onGo={field => form.getInputNode(field)?.focus()}
      />
    </div>
  )
}
