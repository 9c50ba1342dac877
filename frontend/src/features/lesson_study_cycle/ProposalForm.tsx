import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { BothTexts } from './BothTexts'
import classes from './Cycle.module.css'
import { Part } from './Part'
import { withText } from './proposal'
import { StagesPart } from './StagesPart'
import type { LessonOut } from './shapes'
import { useLeaveWarning } from './useLeaveWarning'
import { usePlaceWords } from './usePlaceWords'
import { useProposal } from './useProposal'
import { WholeTexts } from './WholeTexts'

/** Written by several people, perhaps at once. Nothing is saved until somebody says so, and nothing is lost. */
export function ProposalForm({ lesson }: { lesson: LessonOut }) {
  const { t } = useTranslation('lessonStudy')
  const editor = useProposal(lesson)
  const { text, setText, clash, isDirty, isRestored } = editor
  const words = usePlaceWords(text)
  const [isIncomplete, setIncomplete] = useState(false)
  useLeaveWarning(isDirty)
  const submit = () => {
    const unnamed = text.stages.some(stage => !stage.title.trim())
    setIncomplete(unnamed)
    if (unnamed) document.querySelector<HTMLElement>('[data-unnamed] input')?.focus()
    else editor.save()
  }
  return (
    <form
      noValidate
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {isRestored && isDirty && (
        <Notice
          title={t('proposal.restored')}
          action={
            <Button variant="default" size="sm" onClick={editor.discard}>
              {t('proposal.discard')}
            </Button>
          }
        >
          {t('proposal.restoredDetail')}
        </Notice>
      )}
      {clash && (
        <BothTexts
          clashes={clash.clashes}
          by={clash.by}
          nameOf={words.name}
          textOf={words.value}
          onChoose={(path, chosen) => setText(before => withText(before, path, chosen))}
        />
      )}
      {clash?.clashes.length === 0 && <Notice announced>{t('both.none')}</Notice>}
      <Part id="proposal" title={t('proposal.heading')}>
        <WholeTexts text={text} onChange={change => setText(before => ({ ...before, ...change }))} />
      </Part>
      <StagesPart lesson={lesson} text={text} onChange={setText} isIncomplete={isIncomplete} />
      {editor.error && <RefusedNotice acting error={editor.error} />}
      <div className={classes.save}>
        <Button type="submit" loading={editor.isSaving} disabled={!isDirty && !clash}>
          {t(clash ? 'both.save' : 'proposal.save')}
        </Button>
        <p className="small quiet" role="status">
          {isDirty || clash ? t('proposal.unsaved') : t('proposal.allSaved')}
        </p>
      </div>
    </form>
  )
}
