import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Slot } from './queries'

/** The poster of one stall or talk, in the two sizes that schools print. */
export function PosterLinks({ slot }: { slot: Pick<Slot, 'id' | 'finding'> }) {
  const { t } = useTranslation('fairDay')
  const { id, title } = slot.finding
  return (['a3', 'a1'] as const).map(size => (
    <Button
      key={size}
      component="a"
      href={`/api/findings/${id}/poster.pdf?size=${size}&slot_id=${slot.id}`}
      download
      variant="default"
      className="no-print"
      aria-label={t('mine.posterNamed', { size: t(`posters.${size}`), title })}
      leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}
    >
      {t('mine.poster', { size: t(`posters.${size}`) })}
    </Button>
  ))
}
