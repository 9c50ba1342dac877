import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { type Report, reportsQuery } from './queries'

type ReportRowProps = { report: Report; communityId: string; mayTakeBack: boolean }

/** What one school said; its own people may take it back. */
export function ReportRow({ report, communityId, mayTakeBack }: ReportRowProps) {
  const { t } = useTranslation('communities')
  const client = useQueryClient()
  const announce = useAnnounce()
  const takeBack = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/api/communities/{community_id}/reports/{report_id}', {
          params: { path: { community_id: communityId, report_id: report.id } },
        }),
      ),
    onSuccess: () => {
      announce(t('community.backDone'))
      return client.invalidateQueries(reportsQuery(communityId))
    },
  })
  return (
    <li>
      <p className="small quiet">
        {t(`community.step.${report.kind}`)}.{' '}
        {t('community.by', {
          name: report.by_name,
          school: report.school_name,
          day: dateOfInstant(report.made_at),
        })}
      </p>
      <p className="prose">{report.text}</p>
      {mayTakeBack && (
        <ConfirmButton
          size="sm"
          ask={t('community.backAsk')}
          yes={t('community.backYes')}
          loading={takeBack.isPending}
          onConfirm={() => takeBack.mutate()}
        >
          {t('community.back')}
        </ConfirmButton>
      )}
      {takeBack.error && <RefusedNotice acting error={takeBack.error} />}
    </li>
  )
}
