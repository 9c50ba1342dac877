import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The shape of what is coming; says "Loading" once to those who listen. */
export function SkeletonRows({ rows = 4, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <div className="stack" style={{ gap: '0.5rem' }}>
      <VisuallyHidden role="status">{t('face.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, at) => `row-${at}`).map(key => (
        <Skeleton key={key} height={height} radius="md" aria-hidden />
      ))}
    </div>
  )
}
