import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { AddressState } from './AddressState'
import { EditAddress } from './EditAddress'
import { LookNow } from './LookNow'
import { PauseAddress } from './PauseAddress'
import { sourceQuery } from './queries'
import { RemoveAddress } from './RemoveAddress'
import { ToRun } from './ToRun'

/** One address, to change, pause or remove. */
export function AddressPage() {
  const { t } = useTranslation('addresses')
  const { sourceId } = useParams({ from: '/signed-in/school/addresses/$sourceId' })
  const query = useQuery(sourceQuery(sourceId))
  return (
    <Page
      narrow
      name={query.data?.name ?? t('name')}
      title={query.data?.name ?? t('name')}
      eyebrow={
        <Link to="/school/addresses" className="text-link">
          {t('backToAll')}
        </Link>
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {source => (
          <div key={source.id} className="stack">
            <AddressState source={source} />
            <ToRun source={source} />
            {source.may.edit && (
              <>
                <div className="row">
                  {source.is_active && <LookNow source={source} />}
                  <PauseAddress source={source} />
                </div>
                <Section title={t('about')}>
                  <EditAddress source={source} />
                </Section>
                <RemoveAddress source={source} />
              </>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
