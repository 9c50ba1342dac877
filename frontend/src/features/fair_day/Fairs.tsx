import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { today } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import { FairRow } from './FairRow'
import { type FairLine, fairsQuery } from './queries'

/** The school's learning fairs: those to come first, then those that were. Leads plan them from here. */
export function Fairs() {
  const { t } = useTranslation('fairDay')
  const me = useMe()
  const isLead = holds(me, 'cpd_lead', 'head')
  const query = useInfiniteQuery(fairsQuery)
  const plan = isLead && <ButtonLink to="/fairs/new">{t('list.plan')}</ButtonLink>
  return (
    <Page name={t('list.name')} title={t('list.title')} actions={plan}>
      <div className="stack">
        <p className={classes.lead}>{t('list.lead')}</p>
        <Loaded query={query}>
          {data => {
            const fairs = itemsOf(data)
            if (fairs.length === 0)
              return (
                <EmptyState title={t(isLead ? 'list.emptyLead' : 'list.empty')}>
                  {t(isLead ? 'list.emptyLeadDetail' : 'list.emptyDetail')}
                </EmptyState>
              )
            const isComing = (fair: FairLine) =>
              fair.held_on >= today() && (fair.state === 'planned' || fair.state === 'open')
            const coming = fairs.filter(isComing).reverse()
            const past = fairs.filter(fair => !isComing(fair))
            return (
              <>
                <FairList title={t('list.coming')} fairs={coming} isLead={isLead} />
                <FairList title={t('list.past')} fairs={past} isLead={false} />
              </>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Page>
  )
}

function FairList({ title, fairs, isLead }: { title: string; fairs: FairLine[]; isLead: boolean }) {
  const { t } = useTranslation('fairDay')
  if (fairs.length === 0) return null
  return (
    <Section plain title={title}>
      <ul className={classes.fairs}>
        {fairs.map(fair => (
          <FairRow key={fair.id} fair={fair}>
            {isLead && (
              <ButtonLink to="/fairs/$fairId/plan" params={{ fairId: fair.id }} variant="default">
                {t('next.plan')}
              </ButtonLink>
            )}
          </FairRow>
        ))}
      </ul>
    </Section>
  )
}
