import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useUpload } from '../../api/useUpload'
import { BringFiles } from '../../ui/BringFiles'
import { Page } from '../../ui/Page'
import { rosterQuery } from './queries'

const ACCEPTED = '.zip,.csv,.xlsx,.txt,.tsv,.gz'

/** Files in, what a list of staff would change out. */
export function BringList() {
  const { t } = useTranslation('rosters')
  const navigate = useNavigate()
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const reading = useUpload<Schema<'RosterImportOut'>>('/api/roster-imports', seen => {
    client.setQueryData(rosterQuery(seen.id).queryKey, seen)
    void navigate({ to: '/school/staff-list/$importId', params: { importId: seen.id } })
  })
  return (
    <Page narrow name={t('files.name')} title={t('files.title')} aside={t('files.lead')}>
      <div className="stack">
        <BringFiles
          files={files}
          onFiles={setFiles}
          reading={reading}
          accept={ACCEPTED}
          words={{
            name: t('files.name'),
            busy: t('files.reading'),
            refused: t('files.refused'),
            refusedDetail: t('files.refusedDetail'),
            refusedCaption: t('files.refusedCaption'),
          }}
          refusal="rosters/refused"
        >
          <p className="small quiet">{t('files.kinds')}</p>
          <p className="small quiet">{t('files.pupils')}</p>
        </BringFiles>
      </div>
    </Page>
  )
}
