import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import listed from '../../ui/Listed.module.css'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { AddressRow } from './AddressRow'
import { sourcesQuery } from './queries'

/** The addresses that are looked at by themselves, and what came of each. */
export function Addresses() {
  const { t } = useTranslation('addresses')
  const me = useMe()
  const query = useQuery(sourcesQuery)
  const count = query.data?.items.length
  const add = holds(me, 'head', 'cpd_lead') && (
    <ButtonLink variant="light" to="/school/addresses/new">
      {t('add')}
    </ButtonLink>
  )
  return (
    <Page
      narrow
      name={t('name')}
      title={count === undefined ? t('name') : count === 0 ? t('title.none') : t('title.some', { count })}
      actions={add}
    >
      <Loaded query={query} next={<ToToday />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('title.none')}>{t('emptyDetail')}</EmptyState>
          ) : (
            <div className="stack">
              <p className="prose">{t('lead')}</p>
              <ul className={`panel ${listed.rows}`}>
                {items.map(source => (
                  <AddressRow key={source.id} source={source} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
