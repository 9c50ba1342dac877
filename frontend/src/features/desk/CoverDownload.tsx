import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type CoverFile, coverFiles } from './coverFiles'

/** What is to be covered as files: for a spreadsheet, and for the school's own system. */
export function CoverDownload() {
  const { t } = useTranslation('cover')
  const items = (files: readonly CoverFile[]) =>
    files.map(({ layout, href }) => (
      <Menu.Item key={href} component="a" href={href} download mih={44}>
        {t(`download.${layout}`)}
      </Menu.Item>
    ))
  return (
    <Menu position="bottom-end" width={280} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" className="no-print" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('download.act')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['open', 'all'] as const).map(state => (
          <div key={state} role="group" aria-label={t(`download.${state}`)}>
            <Menu.Label aria-hidden>{t(`download.${state}`)}</Menu.Label>
            {items(coverFiles(state))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
