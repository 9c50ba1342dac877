import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { AddressRow } from './AddressRow'
import classes from './Calendars.module.css'
import { HowToAdd } from './HowToAdd'
import { MakeAddress } from './MakeAddress'
import { addressesQuery } from './queries'

/** My rounds, cover and meetings in the calendar that I already use: addresses in use, and a new one. */
export function Calendars() {
  const { t } = useTranslation('calendars')
  const mayHave = holds(useMe(), 'teacher', 'cpd_lead', 'cover_lead', 'head', 'knowledgeable_other')
  return (
    <Page narrow name={t('name')} title={t('title')} aside={t('detail')}>
      {mayHave ? <Mine /> : <EmptyState title={t('guest')}>{t('guestDetail')}</EmptyState>}
    </Page>
  )
}

function Mine() {
  const { t } = useTranslation('calendars')
  const addresses = useInfiniteQuery(addressesQuery)
  return (
    <div className="stack">
      <MakeAddress />
      <Section title={t('mine')}>
        <Loaded query={addresses}>
          {data => {
            const all = itemsOf(data)
            if (all.length === 0) return <EmptyState title={t('none')}>{t('noneDetail')}</EmptyState>
            return (
              <ul className={classes.rows}>
                {all.map(address => (
                  <AddressRow key={address.id} address={address} />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={addresses} />
      </Section>
      <HowToAdd />
    </div>
  )
}
