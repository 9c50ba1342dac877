import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Refused } from '../../api/problems'
import { Entrance } from '../../shell/Entrance'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { SignOnButtons } from '../../ui/SignOnButtons'
import { AcceptForm } from './AcceptForm'

/** Where the link in an invitation leads: who invites, and a password to choose. */
export function Invitation() {
  const { t } = useTranslation('identity')
  const { secret } = useParams({ from: '/invitation/$secret' })
  const invitation = useQuery({
    queryKey: ['invitation', secret],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/invitations/{secret}', { params: { path: { secret } }, signal })),
  })
  const isGone = invitation.error instanceof Refused && [404, 409, 410].includes(invitation.error.status)
  const school = invitation.data?.school_name
  return (
    <Entrance>
      <Page
        narrow
        name={t('invitation.waiting')}
        title={school ? t('invitation.title', { school }) : t('invitation.waiting')}
      >
        {isGone ? (
          <EmptyState
            title={t('invitation.goneTitle')}
            action={<ButtonLink to="/sign-in">{t('invitation.toSignIn')}</ButtonLink>}
          >
            {t('invitation.goneDetail')}
          </EmptyState>
        ) : (
          <Loaded query={invitation}>
            {seen => (
              <div className="stack">
                <AcceptForm secret={secret} seen={seen} />
                <SignOnButtons invitation={secret} />
              </div>
            )}
          </Loaded>
        )}
      </Page>
    </Entrance>
  )
}
