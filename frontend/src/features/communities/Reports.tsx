import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import classes from './Communities.module.css'
import { type Community, reportsQuery } from './queries'
import { ReportForm } from './ReportForm'
import { ReportRow } from './ReportRow'

/** What the schools say of the steps, newest first. */
export function Reports({ community }: { community: Community }) {
  const { t } = useTranslation('communities')
  const query = useInfiniteQuery(reportsQuery(community.id))
  const [mode, setMode] = useState<'reading' | 'writing' | 'back'>('reading')
  return (
    <Section
      title={t('community.reports')}
      side={
        community.may.report &&
        mode !== 'writing' && (
          <Button variant="light" autoFocus={mode === 'back'} onClick={() => setMode('writing')}>
            {t('community.report')}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="small quiet">{t('community.reportsLead')}</p>
        {mode === 'writing' && <ReportForm communityId={community.id} onClose={() => setMode('back')} />}
        <Loaded query={query}>
          {data => {
            const reports = itemsOf(data)
            if (reports.length === 0) return <p className="quiet">{t('community.reportsNone')}</p>
            return (
              <ul className={classes.list}>
                {reports.map(report => (
                  <ReportRow
                    key={report.id}
                    report={report}
                    communityId={community.id}
                    mayTakeBack={report.is_ours && community.may.report}
                  />
                ))}
              </ul>
            )
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </Section>
  )
}
