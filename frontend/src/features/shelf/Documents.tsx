import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Finding.module.css'
import { sizeInWords } from './pictures'
import type { FindingFile } from './shapes'

/** Files to take away. */
export function Documents({ files }: { files: readonly FindingFile[] }) {
  const { t } = useTranslation('shelf')
  const documents = files.filter(file => file.kind === 'document')
  if (documents.length === 0) return null
  return (
    <section className={classes.section}>
      <h2>{t('finding.files')}</h2>
      <ul className={classes.files}>
        {documents.map(file => (
          <li key={file.id}>
            <IconPaperclip size={18} stroke={1.75} aria-hidden />
            <a href={file.url} download className="text-link">
              {file.name}
            </a>
            <span className="small quiet">{sizeInWords(file.size)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
