import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { Notice } from '../../ui/Notice'
import { SaveRefused } from '../../ui/SaveRefused'
import { Section } from '../../ui/Section'
import { Authors } from './Authors'
import { draftQuery } from './queries'
import { SendBack } from './SendBack'
import { useFindingAct } from './useFindingAct'

/** Accepting a finding or sending it back, and what has become of it where that is done. */
export function Decide({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('writing')
  const me = useMe()
  const client = useQueryClient()
  const act = useFindingAct(finding.id, finding.version)
  const [isSending, setSending] = useState(false)
  const { may, state } = finding
  const isMine = finding.authors.some(author => author.staff_id === me.staff_id)
  const toList = (
    <Link to="/desk/findings" className="text-link">
      {t('check.back')}
    </Link>
  )
  if (state !== 'submitted')
    return (
      <Notice tone="done" announced title={t('check.gone')} action={toList}>
        {t(
          `check.goneDetail.${state === 'draft' ? 'draft' : state === 'published' ? 'published' : 'accepted'}`,
        )}
      </Notice>
    )
  return (
    <Section title={t('check.decide')}>
      <Authors authors={finding.authors} isAsked />
      {finding.revises_id && <p className="small quiet">{t('check.revision')}</p>}
      <div className="stack" style={{ gap: '0.75rem', marginTop: '1rem' }}>
        {!may.accept && isMine && <Notice>{t('check.own')}</Notice>}
        {may.accept && !isSending && (
          <ConfirmButton
            variant="filled"
            ask={t('check.acceptAsk', { audience: t(`check.audience.${finding.audience}`) })}
            yes={t('check.acceptYes')}
            loading={act.isPending}
            onConfirm={() => act.mutate('accept')}
          >
            {t('check.accept')}
          </ConfirmButton>
        )}
        {may.send_back &&
          (isSending ? (
            <SendBack findingId={finding.id} version={finding.version} onClose={() => setSending(false)} />
          ) : (
            <Button variant="default" onClick={() => setSending(true)}>
              {t('check.sendBack')}
            </Button>
          ))}
        <SaveRefused
          error={act.error}
          onReload={() => void client.invalidateQueries(draftQuery(finding.id))}
        />
      </div>
    </Section>
  )
}
