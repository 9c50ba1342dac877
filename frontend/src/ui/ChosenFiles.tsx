import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { figure } from '../lib/minutes'
import classes from './Files.module.css'
import { Section } from './Section'

export function ChosenFiles({ files, onRemove }: { files: File[]; onRemove: (name: string) => void }) {
  const { t } = useTranslation()
  return (
    <Section plain title={t('files.chosen')}>
      <ul className={classes.chosen}>
        {files.map(file => (
          <li key={file.name}>
            <span className={classes.fileName}>{file.name}</span>
            <span className="small quiet numbers">
              {t('files.size', { kb: figure(Math.max(1, Math.round(file.size / 1_000))) })}
            </span>
            <ActionIcon
              variant="subtle"
              size={36}
              aria-label={t('files.remove', { name: file.name })}
              onClick={() => onRemove(file.name)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Section>
  )
}
