import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'
import type { Draft } from './findingDraft'
import { WholeText } from './WholeText'
import classes from './Writing.module.css'

type PreviewProps = {
  finding: Schema<'FindingOut'>
  draft: Draft
  /** What is shown differs from what is stored. */
  isDirty: boolean
  isOpen: boolean
  onClose: () => void
}

/** The text as it stands in the editor, made into the page that others will read. */
export function Preview({ finding, draft, isDirty, isOpen, onClose }: PreviewProps) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  return (
    <Modal opened={isOpen} onClose={onClose} title={w('preview.title')} size="50rem">
      {isDirty && <p className="small quiet">{w('preview.notSaved')}</p>}
      <article className={classes.page}>
        <h2 className={classes.pageTitle}>{draft.title.trim() || w('preview.untitled')}</h2>
        <p className="quiet">
          {[
            finding.authors.map(author => author.name).join(', '),
            draft.focus,
            draft.subject,
            draft.phase !== 'all' && t(`phases.${draft.phase}`),
            finding.published_at && dateOfInstant(finding.published_at),
          ]
            .filter(Boolean)
            .join('. ')}
        </p>
        <WholeText findingId={finding.id} draft={draft} level={3} />
      </article>
      <Button mt="lg" onClick={onClose}>
        {w('preview.close')}
      </Button>
    </Modal>
  )
}
