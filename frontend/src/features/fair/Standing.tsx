import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { momentInWords } from '../../lib/dates'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { Authors } from './Authors'
import { NamesAsked } from './NamesAsked'
import { draftQuery } from './queries'
import { Revise } from './Revise'
import { StatePath } from './StatePath'
import { useAudienceWords } from './useAudienceWords'
import { useGate } from './useGate'
import { WriteAnew } from './WriteAnew'

/** Beside what was handed in: where it is, and what its authors can do with it now. */
export function Standing({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const me = useMe()
  const client = useQueryClient()
  const audience = useAudienceWords()
  const { act, named, error, pass } = useGate(finding)
  const { state, may } = finding
  const mine = finding.authors.some(author => author.staff_id === me.staff_id)
  const waits =
    state === 'submitted'
      ? w('submit.whileSubmitted')
      : state === 'scheduled'
        ? w('submit.whileScheduled')
        : state === 'accepted' || state === 'presented'
          ? w('submit.waitsPublish')
          : null
  return (
    <Section title={w('path.heading')}>
      <StatePath state={state} />
      <div className="small quiet" style={{ marginTop: '0.75rem' }}>
        {finding.submitted_at && <p>{w('submit.handedIn', { when: momentInWords(finding.submitted_at) })}</p>}
        {finding.accepted_at && <p>{w('submit.acceptedOn', { when: momentInWords(finding.accepted_at) })}</p>}
      </div>
      {waits && <p style={{ marginTop: '0.75rem' }}>{waits}</p>}
      <h3 style={{ marginTop: '1rem' }}>{t('consent.authors')}</h3>
      <Authors authors={finding.authors} isAsked={false} />
      <div className="stack" style={{ gap: '0.75rem', marginTop: '1rem' }}>
        {may.publish && !named && (
          <ConfirmButton
            variant="filled"
            ask={finding.revises_id ? w('revise.publishAsk') : audience.publishAsk(finding.audience)}
            yes={t('consent.publishYes')}
            loading={act.isPending && act.variables === 'publish'}
            onConfirm={() => pass('publish')}
          >
            {finding.revises_id ? w('revise.publish') : audience.publish(finding.audience)}
          </ConfirmButton>
        )}
        {named && <NamesAsked {...named} />}
        {may.revise && <Revise finding={finding} />}
        {may.take_back && (
          <ConfirmButton
            ask={w('submit.takeBackAsk')}
            yes={w('submit.takeBackYes')}
            loading={act.isPending && act.variables === 'takeBack'}
            onConfirm={() => act.mutate('takeBack')}
          >
            {w('submit.takeBack')}
          </ConfirmButton>
        )}
        {may.withdraw && (
          <ConfirmButton
            ask={t('consent.withdrawAsk')}
            yes={t('consent.withdrawYes')}
            loading={act.isPending && act.variables === 'withdraw'}
            onConfirm={() => act.mutate('withdraw')}
          >
            {t('consent.withdraw')}
          </ConfirmButton>
        )}
        <SaveRefused error={error} onReload={() => void client.invalidateQueries(draftQuery(finding.id))} />
        {state === 'withdrawn' && mine && <WriteAnew finding={finding} />}
      </div>
    </Section>
  )
}
