import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { PotBars } from '../../ui/PotBars'
import { Section } from '../../ui/Section'
import { Entries } from './Entries'
import { LogInformal } from './LogInformal'
import { PotTable } from './PotTable'
import { timeQuery } from './queries'

/** My protected year: what has no place yet, the three pots, and every entry behind them. */
export function MyTime() {
  const { t } = useTranslation('time')
  const query = useQuery(timeQuery)
  const [isLogging, setLogging] = useState(false)
  const time = query.data
  const allocated = time?.pots.reduce((sum, pot) => sum + pot.allocated_minutes, 0) ?? 0
  const total = inMinutes(allocated)
  const title = !time
    ? t('name')
    : allocated === 0
      ? t('none')
      : time.unplaced_minutes > 0
        ? t('unplaced', { minutes: inMinutes(time.unplaced_minutes), total })
        : t('placed', { total })
  return (
    <Page
      name={t('name')}
      title={title}
      eyebrow={time ? t('year', { year: time.year_name }) : t('name')}
      actions={
        allocated > 0 && (
          <Button
            variant="default"
            className="no-print"
            aria-expanded={isLogging}
            onClick={() => setLogging(!isLogging)}
          >
            {t('log.open')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {loaded => (
          <div className="stack" style={{ gap: '1.5rem' }}>
            {isLogging && <LogInformal pots={loaded.pots} onClose={() => setLogging(false)} />}
            {allocated === 0 ? (
              <EmptyState title={t('none')}>{t('noneDetail')}</EmptyState>
            ) : (
              <Section title={t('pots')}>
                <PotBars pots={loaded.pots} />
                <PotTable time={loaded} />
              </Section>
            )}
            <Entries />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
