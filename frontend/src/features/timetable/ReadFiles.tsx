import { Button, Progress } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../../api/problems'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ChosenFiles } from './ChosenFiles'
import { FaultTable } from './FaultTable'
import { FileDrop } from './FileDrop'
import { FILE_BYTES_MAX, FILES_MAX, tooLarge, withFiles } from './files'
import { problemsOf } from './refused'
import { useReadFiles } from './useReadFiles'

/** Files in, a dry run out. Nothing of the timetable is kept before it is seen. */
export function ReadFiles() {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const [files, setFiles] = useState<File[]>([])
  const reading = useReadFiles(id =>
    navigate({ to: '/school/timetable/import/$importId', params: { importId: id } }),
  )
  const large = tooLarge(files)
  const cannot = large
    ? t('files.tooLarge', { name: large.name, mb: FILE_BYTES_MAX / 1_000_000 })
    : files.length > FILES_MAX
      ? t('files.tooMany', { max: FILES_MAX, count: files.length })
      : ''
  const isRefused = isRefusedWith(reading.error, 'timetable/refused')
  return (
    <Page narrow name={t('files.name')} title={t('files.title')} aside={t('files.lead')}>
      <div className="stack">
        {reading.isPending ? (
          <Notice
            announced
            title={
              reading.sent < 1
                ? t('files.sending', { percent: Math.round(100 * reading.sent) })
                : t('files.reading')
            }
            action={
              <Button variant="default" onClick={reading.stop}>
                {t('files.stop')}
              </Button>
            }
          >
            <Progress
              value={100 * reading.sent}
              animated={reading.sent === 1}
              aria-label={t('files.name')}
              mt={6}
            />
          </Notice>
        ) : (
          <>
            <FileDrop onFiles={added => setFiles(before => withFiles(before, added))} />
            {files.length > 0 && (
              <>
                <ChosenFiles
                  files={files}
                  onRemove={name => setFiles(before => before.filter(file => file.name !== name))}
                />
                {cannot && (
                  <Notice tone="needs" announced>
                    {cannot}
                  </Notice>
                )}
                <div>
                  <Button disabled={Boolean(cannot)} onClick={() => reading.read(files)}>
                    {t('files.read', { count: files.length })}
                  </Button>
                </div>
              </>
            )}
          </>
        )}
        {reading.wasStopped && <Notice announced>{t('files.stopped')}</Notice>}
        {isRefused ? (
          <>
            <Notice announced tone="needs" title={t('files.refused')}>
              {t('files.refusedDetail')}
            </Notice>
            <FaultTable refused caption={t('files.refusedCaption')} problems={problemsOf(reading.error)} />
          </>
        ) : (
          reading.error &&
          !reading.wasStopped && (
            <RefusedNotice acting error={reading.error} onRetry={() => reading.read(files)} />
          )
        )}
      </div>
    </Page>
  )
}
