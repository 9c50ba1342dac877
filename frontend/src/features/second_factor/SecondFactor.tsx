import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { AddFactor } from './AddFactor'
import { FactorRow } from './FactorRow'
import { secondFactorQuery } from './queries'
import { RenewCodes } from './RenewCodes'
import classes from './SecondFactor.module.css'

/** What I show beside my password: apps, passkeys, and codes on paper for the day they are lost. */
export function SecondFactor() {
  const { t } = useTranslation('secondFactor')
  const client = useQueryClient()
  const query = useQuery(secondFactorQuery)
  const has = query.data?.has_factor ?? false
  return (
    <Page
      narrow
      name={t('title')}
      title={query.data ? t(has ? 'has' : 'hasNot') : t('title')}
      aside={t('lead')}
    >
      <Loaded query={query}>
        {state => (
          <div className="stack">
            {state.is_demanded && <Notice>{t('demanded')}</Notice>}
            {state.factors.length > 0 && (
              <Section title={t('mine')}>
                <ul className={classes.rows}>
                  {state.factors.map(factor => (
                    <FactorRow key={factor.id} factor={factor} state={state} />
                  ))}
                </ul>
              </Section>
            )}
            <AddFactor
              state={state}
              onDone={() => void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })}
            />
            {state.has_factor && <RenewCodes state={state} />}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
