import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { meQuery } from '../../api/me'
import { Entrance } from '../../shell/Entrance'
import { useSignOut } from '../../shell/useSignOut'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { AddFactor } from './AddFactor'
import { type Proof, type SecondFactor, secondFactorQuery } from './queries'
import { ShowFactor } from './ShowFactor'

/** The second step of signing in: show a factor, or set up the first one when the school asks for it. */
export function SecondStep() {
  const { t } = useTranslation('secondFactor')
  const query = useQuery({ ...secondFactorQuery, staleTime: Number.POSITIVE_INFINITY })
  const signOut = useSignOut()
  const has = query.data?.has_factor ?? true
  const title = t(has ? 'step.title' : 'step.setUp')
  return (
    <Entrance narrow>
      <Page narrow name={title} title={title} aside={t(has ? 'step.lead' : 'step.setUpLead')}>
        <div className="stack">
          <Loaded query={query}>{state => <Step state={state} />}</Loaded>
          <div>
            <Button variant="subtle" loading={signOut.isPending} onClick={() => signOut.mutate()}>
              {t('step.signOut')}
            </Button>
          </div>
        </div>
      </Page>
    </Entrance>
  )
}

function Step({ state }: { state: SecondFactor }) {
  const { t } = useTranslation('secondFactor')
  const { to } = useSearch({ from: '/second-step' })
  const client = useQueryClient()
  const router = useRouter()
  const goOn = async () => {
    client.removeQueries({ predicate: query => query.queryKey[0] !== 'me' })
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    router.history.push(to ?? '/')
  }
  if (!state.has_factor) return <AddFactor state={state} onDone={() => void goOn()} />
  return (
    <>
      <ShowFactor
        focused
        ways={state.ways}
        submit={t('step.submit')}
        send={async (proof: Proof) => {
          await answer(api.POST('/api/me/second-factor/show', { body: proof }))
          await goOn()
        }}
      />
      <p className="small quiet">{t('step.lost')}</p>
    </>
  )
}
