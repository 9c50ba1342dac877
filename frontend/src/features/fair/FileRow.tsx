import { Button, Menu, VisuallyHidden } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { megabytes } from './fileForm'
import { SECTIONS } from './findingDraft'
import { useRemoveFile } from './useFiles'
import classes from './Writing.module.css'
import type { FileOut } from './writingQueries'

export type Section = (typeof SECTIONS)[number]

type FileRowProps = {
  findingId: string
  file: FileOut
  /** Left out where nothing can be changed. */
  onPlace?: (section: Section) => void
  isPlaced?: boolean
}

/** One file of a finding: what it shows, where it stands, and what can be done with it. */
export function FileRow({ findingId, file, onPlace, isPlaced = false }: FileRowProps) {
  const { t } = useTranslation('writing')
  const { t: f } = useTranslation('fair')
  const remove = useRemoveFile(findingId)
  const isImage = file.kind === 'image'
  const size = megabytes(file.size)
  return (
    <li className={classes.file}>
      <div className={classes.thumb}>
        {isImage ? (
          <img src={file.url} alt="" loading="lazy" />
        ) : (
          <IconFile size={28} stroke={1.5} aria-hidden />
        )}
      </div>
      <div className={classes.fileText}>
        <a
          href={file.url}
          className={`text-link ${classes.fileName}`}
          {...(isImage ? { target: '_blank', rel: 'noreferrer' } : {})}
        >
          {file.name}
        </a>
        {file.alt && <p className="small">{file.alt}</p>}
        <p className="smaller quiet numbers">
          {[
            size === null ? t('files.sizeSmall') : t('files.size', { size }),
            isImage && onPlace && t(isPlaced ? 'files.inText' : 'files.notInText'),
          ]
            .filter(Boolean)
            .join('. ')}
        </p>
        {onPlace && (
          <div className="row">
            {isImage && (
              <Menu position="bottom-start" width={240}>
                <Menu.Target>
                  <Button variant="default" size="compact-md">
                    {t('files.put')}
                    <VisuallyHidden>: {file.name}</VisuallyHidden>
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {SECTIONS.map(section => (
                    <Menu.Item key={section} onClick={() => onPlace(section)}>
                      {f(`editor.${section}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
            <ConfirmButton
              size="compact-md"
              ask={t('files.removeAsk')}
              yes={t('files.removeYes')}
              loading={remove.isPending}
              onConfirm={() => remove.mutate(file)}
            >
              {t('files.remove')}
              <VisuallyHidden>: {file.name}</VisuallyHidden>
            </ConfirmButton>
          </div>
        )}
        {remove.error && <RefusedNotice acting error={remove.error} />}
      </div>
    </li>
  )
}
