import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Cards.module.css'

/** The shape of cards that are on their way. */
export function CardsSkeleton({ count = 6 }: { count?: number }) {
  const { t } = useTranslation()
  return (
    <>
      <VisuallyHidden role="status">{t('face.loading')}</VisuallyHidden>
      <div className={classes.cards} aria-hidden>
        {Array.from({ length: count }, (_, at) => `card-${at}`).map(key => (
          <div key={key} className="stack" style={{ gap: '0.625rem' }}>
            <Skeleton height={200} radius="md" />
            <Skeleton height={14} width="60%" />
            <Skeleton height={22} />
            <Skeleton height={14} width="80%" />
          </div>
        ))}
      </div>
    </>
  )
}
