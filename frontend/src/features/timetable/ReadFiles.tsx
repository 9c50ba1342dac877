import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemsOf } from '../../api/fileProblems'
import { BringFiles } from '../../ui/BringFiles'
import { FaultTable } from '../../ui/FaultTable'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { ColumnStep } from './ColumnStep'
import { NEEDED, tableAsked } from './columns'
import { FileKinds } from './FileKinds'
import { ACCEPTED } from './files'
import { useReadFiles } from './useReadFiles'

/** Files in, a dry run out. Nothing of the timetable is kept before it is seen. */
export function ReadFiles() {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const [files, setFiles] = useState<File[]>([])
  const reading = useReadFiles(id =>
    navigate({ to: '/school/timetable/import/$importId', params: { importId: id } }),
  )
  const table = tableAsked(reading.error)
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
          refusal="timetable/refused"
          asked={
            table && (
              <>
                <Notice announced tone="needs" title={t('columns.asked')}>
                  {t('columns.askedDetail')}
                </Notice>
                {table.columns.length >= NEEDED.length && (
                  <FaultTable
                    refused
                    caption={t('files.refusedCaption')}
                    problems={problemsOf(reading.error)}
                  />
                )}
                <ColumnStep
                  focused
                  key={JSON.stringify(table)}
                  table={table}
                  busy={reading.isPending}
                  onChosen={columns => reading.read(files, { columns })}
                />
              </>
            )
          }
        >
          <FileKinds />
        </BringFiles>
      </div>
    </Page>
  )
}
