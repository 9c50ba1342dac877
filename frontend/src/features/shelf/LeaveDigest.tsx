import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api } from '../../api/client'
import { DIGEST } from '../../api/digest'
import { isRefusedWith } from '../../api/problems'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** The way out of the weekly e-mail, from its own link: no sign-in asked. */
export function LeaveDigest() {
  const { t } = useTranslation('shelf')
  const { secret } = useParams({ from: '/open/digest/leave/$secret' })
  const leave = useAct({
    send: (_: null) => answer(api.POST('/api/digest/leave', { body: { secret } })),
    changes: [DIGEST],
  })
  const isUnknown = isRefusedWith(leave.error, 'not-found')
  return (
    <Page name={t('leave.name')} title={t(leave.isSuccess ? 'leave.done' : 'leave.title')} narrow>
      {leave.isSuccess ? (
        <Notice announced tone="done">
          {t('leave.doneDetail')}{' '}
          <Link to="/fair" className="text-link">
            {t('finding.toFair')}
          </Link>
        </Notice>
      ) : (
        <div className="stack" style={{ justifyItems: 'start' }}>
          <p>{t('leave.detail')}</p>
          {leave.error && !isUnknown && <RefusedNotice acting error={leave.error} />}
          {isUnknown && (
            <Notice
              announced
              tone="needs"
              title={t('leave.unknown')}
              action={
                <Link to="/following" className="text-link">
                  {t('following.name')}
                </Link>
              }
            >
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
