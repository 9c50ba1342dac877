import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { CommunityForm } from './CommunityForm'
import { type CommunityValues, communityEdit, communityValues } from './communityForm'
import { type Community, communityQuery, touched } from './queries'

/** Changes a community from the version that was read. */
export function EditCommunity({ community, onClose }: { community: Community; onClose: () => void }) {
  const { t } = useTranslation('communities')
  const client = useQueryClient()
  const announce = useAnnounce()
  // What the typing began from: a refetch behind the form must not pass for what somebody has read.
  const [base] = useState(community)
  const save = useMutation({
    mutationFn: (values: CommunityValues) =>
      answer(
        api.PUT('/api/communities/{community_id}', {
          params: { path: { community_id: base.id }, header: ifMatch(base.version) },
          body: communityEdit(values),
        }),
      ),
    onSuccess: stored => {
      client.setQueryData(communityQuery(stored.id).queryKey, stored)
      for (const queryKey of touched) void client.invalidateQueries({ queryKey })
      announce(t('form.saved'))
      onClose()
    },
  })
  return (
    <CommunityForm
      isBegun
      values={communityValues(base)}
      label={t('form.save')}
      error={save.error}
      isBusy={save.isPending}
      onSubmit={values => save.mutate(values)}
      onCancel={onClose}
      onReload={() => void client.invalidateQueries(communityQuery(base.id)).then(onClose)}
    />
  )
}
