import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { providersQuery } from '../../api/signOn'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { AddDirectory } from './AddDirectory'
import { DirectoryRow } from './DirectoryRow'
import { directoriesQuery } from './queries'

/** From which directories the school takes its staff. */
export function Directories() {
  const { t } = useTranslation('signOn')
  const directories = useInfiniteQuery(directoriesQuery)
  const offered = useQuery(providersQuery)
  const count = directories.data && itemsOf(directories.data).length
  const title = count === undefined ? t('school.title') : count === 0 ? t('school.none') : t('school.some')
  return (
    <Page narrow name={t('school.title')} title={title}>
      <div className="stack">
        <p className="prose">{t('school.lead')}</p>
        <Loaded query={directories}>
          {data =>
            itemsOf(data).length === 0 ? (
              <EmptyState title={t('school.none')}>{t('school.noneDetail')}</EmptyState>
            ) : (
              <Section title={t('school.listed')}>
                <ul>
                  {itemsOf(data).map(one => (
                    <DirectoryRow key={one.id} directory={one} />
                  ))}
                </ul>
              </Section>
            )
          }
        </Loaded>
        <LoadMore query={directories} />
        {offered.data &&
          (offered.data.providers.length > 0 ? (
            <AddDirectory providers={offered.data.providers} />
          ) : (
            <p className="quiet">{t('school.notOffered')}</p>
          ))}
      </div>
    </Page>
  )
}
