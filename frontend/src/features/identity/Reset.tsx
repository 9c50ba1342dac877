import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../api/problems'
import { Entrance } from '../../shell/Entrance'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ResetForm } from './ResetForm'
import { resetQuery } from './resetQuery'

/** Where the link in the mail leads: another password, once. */
export function Reset() {
  const { t } = useTranslation('comingIn')
  const { secret } = useParams({ from: '/reset/$secret' })
  const [isDone, setDone] = useState(false)
  const query = useQuery({ ...resetQuery(secret), enabled: !isDone })
  const isGone = query.error instanceof Refused && query.error.status === 404
  const title = isDone ? t('reset.doneTitle') : t('reset.title')
  return (
    <Entrance>
      <Page narrow name={t('reset.title')} title={title}>
        {isDone ? (
          <div className="stack">
            <p role="status">{t('reset.done')}</p>
            <div>
              <ButtonLink to="/sign-in">{t('reset.toSignIn')}</ButtonLink>
            </div>
          </div>
        ) : isGone ? (
          <EmptyState
            title={t('reset.goneTitle')}
            action={<ButtonLink to="/forgotten">{t('reset.toAsk')}</ButtonLink>}
          >
            {t('reset.gone')}
          </EmptyState>
        ) : (
          <Loaded query={query}>
            {seen => <ResetForm secret={secret} email={seen.email} onDone={() => setDone(true)} />}
          </Loaded>
        )}
      </Page>
    </Entrance>
  )
}
