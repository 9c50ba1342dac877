import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { PasswordField } from '../../ui/PasswordField'
import { ProviderButton } from '../../ui/ProviderButton'
import { Section } from '../../ui/Section'
import { SignOnProblem } from '../../ui/SignOnProblem'
import { LinkedRow } from './LinkedRow'
import { mySignOnQuery } from './queries'

/** With which accounts of my school's I sign in. */
export function MySignOn() {
  const { t } = useTranslation('signOn')
  const { problem } = useSearch({ from: '/signed-in/me/sign-on' })
  const query = useQuery(mySignOnQuery)
  const title = !query.data ? t('mine.name') : query.data.linked.length > 0 ? t('mine.some') : t('mine.none')
  return (
    <Page narrow name={t('mine.name')} title={title}>
      <div className="stack">
        <SignOnProblem problem={problem} />
        <Loaded query={query}>{mine => <Accounts mine={mine} />}</Loaded>
      </div>
    </Page>
  )
}

function Accounts({ mine }: { mine: Schema<'MySignOn'> }) {
  const { t } = useTranslation('signOn')
  const [password, setPassword] = useState('')
  const proof = mine.asks_password && password ? { password } : {}
  const canChange = !mine.asks_password || mine.has_password
  if (mine.providers.length === 0 && mine.linked.length === 0)
    return <EmptyState title={t('mine.notOffered')}>{t('mine.notOfferedDetail')}</EmptyState>
  const left = mine.providers.filter(one => mine.linked.every(({ provider }) => provider !== one))
  return (
    <>
      <p className="prose">{t('mine.lead')}</p>
      {!canChange && <Notice title={t('mine.again')}>{t('mine.againDetail')}</Notice>}
      {mine.asks_password && mine.has_password && (
        <PasswordField
          label={t('mine.password')}
          description={t('mine.passwordHint')}
          autoComplete="current-password"
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
      )}
      {mine.linked.length > 0 && (
        <Section title={t('mine.linked')} count={mine.linked.length}>
          <ul>
            {mine.linked.map(one => (
              <LinkedRow key={one.id} linked={one} proof={proof} canChange={canChange} />
            ))}
          </ul>
        </Section>
      )}
      {canChange && left.length > 0 && (
        <Section plain title={t('mine.toLink')}>
          <div className="stack">
            {left.map(provider => (
              <ProviderButton
                key={provider}
                provider={provider}
                word={t('mine.link', { provider: t(`provider.${provider}`) })}
                begin={() =>
                  answer(
                    api.POST('/api/me/sign-on/{provider}/begin', {
                      params: { path: { provider } },
                      body: proof,
                    }),
                  )
                }
              />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}
