import { Divider } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../api/client'
import { providersQuery } from '../api/signOn'
import { ProviderButton } from './ProviderButton'

/** The other way in, where it is set up: to sign in, or to take an *invitation*. Silent while nobody knows. */
export function SignOnButtons({ invitation }: { invitation?: string }) {
  const { t } = useTranslation('signOn')
  const offered = useQuery(providersQuery)
  const providers = offered.data?.providers ?? []
  if (providers.length === 0) return null
  return (
    <div className="stack">
      {invitation ? <p>{t('asInvitation')}</p> : <Divider label={t('or')} />}
      {providers.map(provider => (
        <ProviderButton
          key={provider}
          provider={provider}
          begin={() =>
            answer(
              api.POST('/api/sign-on/{provider}/begin', {
                params: { path: { provider } },
                body: invitation ? { invitation } : {},
              }),
            )
          }
        />
      ))}
    </div>
  )
}
