import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { SaveRefused } from '../../ui/SaveRefused'
import { Adapts } from './Adapts'
import { Audience } from './Audience'
import { BothTexts } from './BothTexts'
import { Consent } from './Consent'
import classes from './Editor.module.css'
import { Files } from './Files'
import { FoundBy } from './FoundBy'
import { MechanismChoice } from './MechanismChoice'
import { Preview } from './Preview'
import { RoundChoice } from './RoundChoice'
import { SentBack } from './SentBack'
import { TextFields } from './TextFields'
import { useEditor } from './useEditor'
import { Versions } from './Versions'

/** The text on one side, what stands before the fair on the other. Nothing is saved until somebody says so. */
export function EditorForm({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const id = useId()
  const editor = useEditor(finding)
  const { form, isDirty, isSaving } = editor
  const [isReading, setReading] = useState(false)
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(t('editor.leave')),
    enableBeforeUnload: () => isDirty,
  })
  const someAgreed = finding.authors.some(author => author.agreed)
  return (
    <div className={classes.editor}>
      <div className={classes.parts}>
        {finding.sent_back && <SentBack words={finding.sent_back} />}
        {editor.clash && <BothTexts clash={editor.clash} form={form} />}
        <form
          id={id}
          noValidate
          className={classes.form}
          onSubmit={form.onSubmit(editor.submit, errors => {
            const [first] = Object.keys(errors)
            if (first) form.getInputNode(first)?.focus()
          })}
        >
          <TextFields form={form} />
        </form>
        <Files finding={finding} form={form} />
        <FoundBy form={form} />
        <MechanismChoice form={form} />
        <Adapts finding={finding} form={form} />
        <Audience form={form} />
        <RoundChoice form={form} groupId={finding.group_id} />
        <SaveRefused error={editor.error} />
        <div className={classes.save}>
          <Button type="submit" form={id} loading={isSaving} disabled={!isDirty && !editor.clash}>
            {editor.clash ? t('stale.save') : t('editor.save')}
          </Button>
          <Button variant="default" onClick={() => setReading(true)}>
            {w('preview.open')}
          </Button>
          <p className="small quiet" role="status">
            {isDirty ? t('editor.unsaved') : t('editor.savedAt')}
            {isDirty && someAgreed && ` ${t('editor.asksAgain')}`}
          </p>
        </div>
        <Preview
          finding={finding}
          draft={form.values}
          isDirty={isDirty}
          isOpen={isReading}
          onClose={() => setReading(false)}
        />
      </div>
      <div className={classes.aside}>
        <Consent
          finding={finding}
          isDirty={isDirty}
          onRefusedAt={fields => form.setErrors(fields)}
          onGo={field => form.getInputNode(field)?.focus()}
        />
        <Versions findingId={finding.id} onTake={texts => form.setValues(texts)} />
      </div>
    </div>
  )
}
