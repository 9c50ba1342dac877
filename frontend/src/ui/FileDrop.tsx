import { FileButton, Button as MantineButton } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Files.module.css'

type FileDropProps = {
  onFiles: (files: File[]) => void
  /** For the browser's own chooser: what ends how. */
  accept: string
  /** Which files are meant. */
  children: ReactNode
}

/** A place to drop files, with the button that does the same. */
export function FileDrop({ onFiles, accept, children }: FileDropProps) {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without dragging.
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={event => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={event => {
        event.preventDefault()
        setIsOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <IconFileSpreadsheet size={32} stroke={1.5} aria-hidden />
      <p className="strong">
        {t('files.drop')} <span className="quiet">{t('files.or')}</span>
      </p>
      <FileButton
        multiple
        accept={accept}
        onChange={onFiles}
        inputProps={{ 'aria-label': t('files.choose') }}
      >
        {props => <MantineButton {...props}>{t('files.choose')}</MantineButton>}
      </FileButton>
      {children}
    </div>
  )
}
