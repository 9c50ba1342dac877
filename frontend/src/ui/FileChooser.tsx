import { Button, Progress } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FILE_BYTES_MAX, FILES_MAX, tooLarge, withFiles } from '../lib/chosenFiles'
import { ChosenFiles } from './ChosenFiles'
import { FileDrop } from './FileDrop'
import { Notice } from './Notice'

type FileChooserProps = {
  files: File[]
  onFiles: (change: (before: File[]) => File[]) => void
  reading: { sent: number; isPending: boolean; wasStopped: boolean; stop: () => void }
  onRead: () => void
  accept: string
  /** What is read, for the bar's name; and what is said while the server reads. */
  name: string
  busy: string
  children: ReactNode
}

/** Choosing files and sending them: dropped or picked, some taken away again, sent, stopped. */
export function FileChooser({
  files,
  onFiles,
  reading,
  onRead,
  accept,
  name,
  busy,
  children,
}: FileChooserProps) {
  const { t } = useTranslation()
  // The button is away while the files are read: it has the focus again when it comes back.
  const [wasRead, setWasRead] = useState(false)
  const large = tooLarge(files)
  const cannot = large
    ? t('files.tooLarge', { name: large.name, mb: FILE_BYTES_MAX / 1_000_000 })
    : files.length > FILES_MAX
      ? t('files.tooMany', { max: FILES_MAX, count: files.length })
      : ''
  if (reading.isPending)
    return (
      <Notice
        announced
        title={reading.sent < 1 ? t('files.sending', { percent: Math.round(100 * reading.sent) }) : busy}
        action={
          <Button variant="default" onClick={reading.stop}>
            {t('files.stop')}
          </Button>
        }
      >
        <Progress value={100 * reading.sent} animated={reading.sent === 1} aria-label={name} mt={6} />
      </Notice>
    )
  return (
    <>
      <FileDrop accept={accept} onFiles={added => onFiles(before => withFiles(before, added))}>
        {children}
      </FileDrop>
      {files.length > 0 && (
        <>
          <ChosenFiles
            files={files}
            onRemove={removed => onFiles(before => before.filter(file => file.name !== removed))}
          />
          {cannot && (
            <Notice tone="needs" announced>
              {cannot}
            </Notice>
          )}
          <div>
            <Button
              disabled={Boolean(cannot)}
              autoFocus={wasRead}
              onClick={() => {
                setWasRead(true)
                onRead()
              }}
            >
              {t('files.read', { count: files.length })}
            </Button>
          </div>
        </>
      )}
      {reading.wasStopped && <Notice announced>{t('files.stopped')}</Notice>}
    </>
  )
}
