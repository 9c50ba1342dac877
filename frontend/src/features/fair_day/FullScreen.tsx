import { useFullscreenDocument } from '@mantine/hooks'
import { IconMaximize, IconMinimize } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Fills the screen, where the browser can. */
export function FullScreen() {
  const { t } = useTranslation('fairDay')
  const { toggle, fullscreen } = useFullscreenDocument()
  if (!document.fullscreenEnabled) return null
  const Icon = fullscreen ? IconMinimize : IconMaximize
  return (
    <button type="button" aria-pressed={fullscreen} onClick={() => void toggle()}>
      <Icon size={18} stroke={1.75} aria-hidden />
      {t('screen.full')}
    </button>
  )
}
