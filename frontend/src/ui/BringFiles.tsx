import type { ReactNode } from 'react'
import { problemsOf } from '../api/fileProblems'
import { isRefusedWith, type ProblemCode } from '../api/problems'
import type { useUpload } from '../api/useUpload'
import { FaultTable } from './FaultTable'
import { FileChooser } from './FileChooser'
import { Notice } from './Notice'
import { RefusedNotice } from './RefusedNotice'

type BringFilesProps = {
  files: File[]
  onFiles: (change: (before: File[]) => File[]) => void
  reading: ReturnType<typeof useUpload>
  accept: string
  /** What is read; what is said meanwhile; what is said of files that could not be read. */
  words: { name: string; busy: string; refused: string; refusedDetail: string; refusedCaption: string }
  refusal: ProblemCode
  /** What is asked back in place of a refusal. */
  asked?: ReactNode
  /** Which files are meant. */
  children: ReactNode
}

/** Files in; when they could not be read, each fault and where it is. */
export function BringFiles(props: BringFilesProps) {
  const { files, onFiles, reading, accept, words, refusal, asked, children } = props
  return (
    <>
      <FileChooser
        files={files}
        onFiles={change => {
          // What was wrong with other files is not wrong with these.
          reading.reset()
          onFiles(change)
        }}
        reading={reading}
        onRead={() => reading.read(files)}
        accept={accept}
        name={words.name}
        busy={words.busy}
      >
        {children}
      </FileChooser>
      {asked ||
        (isRefusedWith(reading.error, refusal) ? (
          <>
            <Notice announced tone="needs" title={words.refused}>
              {words.refusedDetail}
            </Notice>
            <FaultTable refused caption={words.refusedCaption} problems={problemsOf(reading.error)} />
          </>
        ) : (
          reading.error &&
          !reading.wasStopped && (
            <RefusedNotice acting error={reading.error} onRetry={() => reading.read(files)} />
          )
        ))}
    </>
  )
}
