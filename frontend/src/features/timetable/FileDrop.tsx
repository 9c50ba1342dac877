import { FileButton, Button as MantineButton } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ACCEPTED } from './files'
import classes from './Timetable.module.css'

/** A place to drop files, with the button that does the same. */
export function FileDrop({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('timetable')
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
        accept={ACCEPTED}
        onChange={onFiles}
        inputProps={{ 'aria-label': t('files.choose') }}
      >
        {props => <MantineButton {...props}>{t('files.choose')}</MantineButton>}
      </FileButton>
      <p className="small quiet">{t('files.kinds')}</p>
      <p className="small">
        {t('files.template')}{' '}
        <a href="/api/timetable/template.csv" download className="text-link">
          {t('files.csv')}
        </a>
        {', '}
        <a href="/api/timetable/template.xlsx" download className="text-link">
          {t('files.xlsx')}
        </a>
        {'. '}
        <span className="quiet">{t('files.templateColumns')}</span>
      </p>
    </div>
  )
}
