import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useUpload } from '../../api/useUpload'
import { BringFiles } from '../../ui/BringFiles'
import { Section } from '../../ui/Section'
import { BroughtAbsences } from './BroughtAbsences'

const ACCEPTED = '.csv,.xlsx,.txt,.tsv'

/** Reads a list of absences, shows what was understood, and saves it once somebody says so. */
export function BringAbsences({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('away')
  const [files, setFiles] = useState<File[]>([])
  const [read, setRead] = useState<Schema<'AbsenceFileOut'> | null>(null)
  const reading = useUpload<Schema<'AbsenceFileOut'>>('/api/absence-files', seen => setRead(seen))
  return (
    <Section title={t('bring.heading')}>
      <div className="stack">
        {read ? (
          <BroughtAbsences
            read={read}
            onAgain={() => {
              setRead(null)
              setFiles([])
            }}
            onClose={onClose}
          />
        ) : (
          <BringFiles
            files={files}
            onFiles={change => setFiles(before => change(before).slice(-1))}
            reading={reading}
            accept={ACCEPTED}
            words={{
              name: t('bring.heading'),
              busy: t('bring.reading'),
              refused: t('bring.refused'),
              refusedDetail: t('bring.refusedDetail'),
              refusedCaption: t('bring.refusedCaption'),
            }}
            refusal="away/file-refused"
          >
            <p className="small quiet">{t('bring.kinds')}</p>
            <p className="small quiet">{t('bring.reasons')}</p>
          </BringFiles>
        )}
      </div>
    </Section>
  )
}
