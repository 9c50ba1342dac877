import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { DigestSwitch } from '../../ui/DigestSwitch'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { NoticesForm } from './NoticesForm'
import { PushSection } from './PushSection'
import { myNoticesQuery } from './queries'

/** What comes to me, by which way, and when I am left in peace. */
export function MyNotices() {
  const { t } = useTranslation('notices')
  const me = useMe()
  const query = useQuery(myNoticesQuery)
  const data = query.data
  const address = data?.mail_address
  const stays = data && !data.does_mail_leave
  return (
    <Page narrow name={t('name')} title={t('title')}>
      <div className="stack">
        <p>
          {t('detail')} {address && !stays && t('mailTo', { address })}
        </p>
        {stays && <Notice>{t('mailStays')}</Notice>}
        {data && !stays && !address && <Notice tone="needs">{t('noAddress')}</Notice>}
        <Loaded query={query} next={<ToToday />}>
          {mine => <NoticesForm key={mine.version} mine={mine} />}
        </Loaded>
        <PushSection />
        {holds(me, 'teacher', 'cover_lead', 'cpd_lead', 'head', 'trust_lead') && <DigestSwitch />}
      </div>
    </Page>
  )
}
