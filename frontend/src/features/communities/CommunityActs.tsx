import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { LeadersForm } from './LeadersForm'
import type { Community } from './queries'
import { useCommunityAct } from './useCommunityAct'

type CommunityActsProps = { community: Community; isBack: boolean; onEdit: () => void }

/** What a lead may do here: join, name the leaders, change it, leave, end it. */
export function CommunityActs({ community, isBack, onEdit }: CommunityActsProps) {
  const { t } = useTranslation('communities')
  const [mode, setMode] = useState<'reading' | 'choosing' | 'back'>('reading')
  const act = useCommunityAct(community.id, () => setMode('back'))
  const { may } = community
  const ours = community.members.find(one => one.is_ours)
  if (mode === 'choosing')
    return (
      <LeadersForm
        chosen={ours?.leaders.flatMap(one => one.staff_id ?? []) ?? []}
        label={t(may.join ? 'community.joinYes' : 'form.save')}
        error={act.error}
        isBusy={act.isPending}
        onSubmit={ids => act.mutate(may.join ? { join: ids } : { leaders: ids })}
        onCancel={() => setMode('back')}
      />
    )
  return (
    <div className="stack">
      {(may.join || may.choose_leaders) && (
        <Button
          variant={may.join ? 'filled' : 'default'}
          autoFocus={mode === 'back'}
          onClick={() => setMode('choosing')}
        >
          {t(may.join ? 'community.join' : 'community.chooseLeaders')}
        </Button>
      )}
      {may.edit && (
        <Button variant="default" autoFocus={isBack} onClick={onEdit}>
          {t('form.change')}
        </Button>
      )}
      {may.leave && (
        <ConfirmButton
          ask={t('community.leaveAsk')}
          yes={t('community.leaveYes')}
          loading={act.isPending}
          onConfirm={() => act.mutate('leave')}
        >
          {t('community.leave')}
        </ConfirmButton>
      )}
      {may.close && (
        <ConfirmButton
          ask={t('community.closeAsk')}
          yes={t('community.closeYes')}
          loading={act.isPending}
          onConfirm={() => act.mutate('close')}
        >
          {t('community.close')}
        </ConfirmButton>
      )}
      {act.error && <RefusedNotice acting error={act.error} />}
    </div>
  )
}
