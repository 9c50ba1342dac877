import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { Page } from '../../ui/Page'
import { CommunityForm } from './CommunityForm'
import { communityBody, emptyCommunity } from './communityForm'
import { touched } from './queries'

/** Where a lead begins a community with one's own school as its first. */
export function NewCommunity() {
  const { t } = useTranslation('communities')
  const me = useMe()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const begin = useAct({
    send: (body: Schema<'CommunityIn'>, key) =>
      answer(api.POST('/api/communities', { params: { header: withKey(key) }, body })),
    changes: touched,
    onDone: async community => {
      await navigate({
        to: '/together/communities/$communityId',
        params: { communityId: community.id },
        replace: true,
      })
      announce(t('community.created'))
    },
  })
  return (
    <Page
      narrow
      name={t('community.newName')}
      title={t('community.newName')}
      eyebrow={<Link to="/together/communities">{t('communities.name')}</Link>}
    >
      <CommunityForm
        values={emptyCommunity(Boolean(me.trust_name))}
        label={t('community.create')}
        error={begin.error}
        isBusy={begin.isPending}
        onSubmit={values => begin.mutate(communityBody(values))}
        onCancel={() => void navigate({ to: '/together/communities' })}
      />
    </Page>
  )
}
