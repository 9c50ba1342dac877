import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { Section } from '../../ui/Section'
import { AddFile } from './AddFile'
import { FileRow, type Section as Part } from './FileRow'
import { FILES_MAX } from './fileForm'
import { SECTIONS } from './findingDraft'
import { holdsFile, withPicture } from './markdown'
import type { EditorOf } from './useEditor'
import classes from './Writing.module.css'
import type { FileOut } from './writingQueries'

/** Pictures and documents of a draft. They are kept at once; where a picture stands is part of the text. */
export function Files({ finding, form }: { finding: Schema<'FindingOut'>; form: EditorOf['form'] }) {
  const { t } = useTranslation('writing')
  const { t: f } = useTranslation('fair')
  const announce = useAnnounce()
  const place = (file: FileOut, part: Part) => {
    form.setFieldValue(part, withPicture(form.getValues()[part], file.id, file.alt))
    form.getInputNode(part)?.focus()
    announce(t('files.placed', { part: f(`editor.${part}`) }))
  }
  const someAgreed = finding.authors.some(author => author.agreed)
  return (
    <Section title={t('files.heading')}>
      <p className="small quiet">
        {t('files.lead')} {someAgreed && t('files.asksAgain')}
      </p>
      {finding.files.length > 0 && (
        <ul className={classes.files}>
          {finding.files.map(file => (
            <FileRow
              key={file.id}
              findingId={finding.id}
              file={file}
              isPlaced={SECTIONS.some(part => holdsFile(form.values[part], file.id))}
              onPlace={part => place(file, part)}
            />
          ))}
        </ul>
      )}
      <div style={{ marginTop: '0.75rem' }}>
        {finding.files.length >= FILES_MAX ? (
          <p className="small quiet">{t('files.full')}</p>
        ) : (
          <AddFile findingId={finding.id} />
        )}
      </div>
    </Section>
  )
}
