import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { momentInWords } from '../../lib/dates'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import type { Draft } from './findingDraft'
import { OldVersion } from './OldVersion'
import { versionsQuery } from './writingQueries'

type VersionsProps = {
  findingId: string
  /** Left out where the text cannot be changed. */
  onTake?: (texts: Partial<Draft>) => void
}

/** Who saved the text when; asked for only when somebody wants to see. */
export function Versions({ findingId, onTake }: VersionsProps) {
  const { t } = useTranslation('writing')
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState<number | null>(null)
  const query = useInfiniteQuery({ ...versionsQuery(findingId), enabled: isOpen })
  return (
    <Section
      title={t('versions.heading')}
      side={
        <Button variant="subtle" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'versions.hide' : 'versions.show')}
        </Button>
      }
    >
      {isOpen && (
        <Loaded query={query}>
          {data =>
            itemsOf(data).length === 0 ? (
              <p className="quiet">{t('versions.none')}</p>
            ) : (
              <ol className="stack" style={{ gap: '0.25rem' }} reversed>
                {itemsOf(data).map(version => (
                  <li key={version.number}>
                    <Button
                      variant="subtle"
                      size="compact-md"
                      px={0}
                      ta="left"
                      justify="flex-start"
                      onClick={() => setShown(version.number)}
                    >
                      {t('versions.by', { when: momentInWords(version.made_at), name: version.by_name })}
                    </Button>
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      )}
      {isOpen && <LoadMore query={query} />}
      {shown !== null && (
        <OldVersion
          findingId={findingId}
          number={shown}
          onClose={() => setShown(null)}
          {...(onTake ? { onTake } : {})}
        />
      )}
    </Section>
  )
}
