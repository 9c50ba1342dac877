import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { STEPS } from './communityForm'
import { reportsQuery, type StepKind } from './queries'

/** Tells the other schools what ours takes from a step. */
export function ReportForm({ communityId, onClose }: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation('communities')
  const announce = useAnnounce()
  const [kind, setKind] = useState<StepKind>('workshop')
  const [text, setText] = useState('')
  const [isSent, setIsSent] = useState(false)
  const report = useAct({
    send: (body: Schema<'CommunityReportIn'>, key) =>
      answer(
        api.POST('/api/communities/{community_id}/reports', {
          params: { path: { community_id: communityId }, header: withKey(key) },
          body,
        }),
      ),
    changes: [reportsQuery(communityId).queryKey],
    onDone: () => {
      announce(t('community.reported'))
      onClose()
    },
  })
  return (
    <form
      noValidate
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        setIsSent(true)
        if (text.trim()) report.mutate({ kind, text: text.trim() })
      }}
    >
      <NativeSelect
        autoFocus
        label={t('community.reportStep')}
        value={kind}
        data={STEPS.map(value => ({ value, label: t(`community.step.${value}`) }))}
        onChange={event => setKind(event.currentTarget.value as StepKind)}
      />
      <Textarea
        label={t('community.reportText')}
        description={t('lesson.noNames')}
        autosize
        minRows={4}
        maxLength={10_000}
        value={text}
        error={isSent && !text.trim() && t('community.reportBad')}
        onChange={event => setText(event.currentTarget.value)}
      />
      {report.error && <RefusedNotice acting error={report.error} />}
      <FormButtons label={t('community.reportSave')} isBusy={report.isPending} onCancel={onClose} />
    </form>
  )
}
