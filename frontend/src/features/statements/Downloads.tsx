import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Download } from './files'

/** Links to the same figures as files. */
export function Downloads({ files }: { files: Download[] }) {
  const { t } = useTranslation('statements')
  return files.map(({ kind, href }) => (
    <Button
      key={kind}
      component="a"
      href={href}
      download
      variant="default"
      className="no-print"
      leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}
    >
      {t(`download.${kind}`)}
    </Button>
  ))
}
