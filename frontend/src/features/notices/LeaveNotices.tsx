import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { MY_NOTICES } from './queries'

/** The way out of one kind of mail, from a link in it: no sign-in asked, and nothing done before the press. */
export function LeaveNotices() {
  const { t } = useTranslation('notices')
  const { secret } = useParams({ from: '/open/leave/$secret' })
  const leave = useAct({
    send: (_: null) => answer(api.POST('/api/notices/leave', { body: { secret } })),
    changes: [MY_NOTICES],
  })
  const isUnknown = isRefusedWith(leave.error, 'not-found')
  const toChoices = (
    <Link to="/me/notices" className="text-link">
      {t('leave.toChoices')}
    </Link>
  )
  return (
    <Page name={t('leave.name')} title={t(leave.isSuccess ? 'leave.done' : 'leave.title')} narrow>
      {leave.isSuccess ? (
        <Notice announced tone="done" action={toChoices}>
          {t('leave.doneDetail', { kind: t(`kind.${leave.data.kind}`) })}
        </Notice>
      ) : (
        <div className="stack" style={{ justifyItems: 'start' }}>
          <p>{t('leave.detail')}</p>
          {leave.error && !isUnknown && <RefusedNotice acting error={leave.error} />}
          {isUnknown && (
            <Notice announced tone="needs" title={t('leave.unknown')} action={toChoices}>
              {t('leave.unknownDetail')}
            </Notice>
          )}
          <Button loading={leave.isPending} onClick={() => leave.mutate(null)}>
            {t('leave.yes')}
          </Button>
        </div>
      )}
    </Page>
  )
}
