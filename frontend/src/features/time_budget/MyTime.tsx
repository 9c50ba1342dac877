import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { MoveMinutes } from '../../ui/MoveMinutes'
import { Notice } from '../../ui/Notice'
import { OtherTime } from '../../ui/OtherTime'
import { Page } from '../../ui/Page'
import { Entries } from './Entries'
import { LogInformal } from './LogInformal'
import { MyPots } from './MyPots'
import { timeQuery } from './queries'

type Doing = 'log' | 'move' | null

/** My protected year: what has no place yet, the three pots, what else paid, and every entry behind them. */
export function MyTime() {
  const { t } = useTranslation('time')
  const { t: ledger } = useTranslation('ledger')
  const query = useQuery(timeQuery)
  const [doing, setDoing] = useState<Doing>(null)
  const close = () => setDoing(null)
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
  const isOpen = time && !time.is_closed
  const canMove = isOpen && time.may_transfer && allocated > 0
  const toggle = (wish: Doing, word: string) => (
    <Button
      variant="default"
      className="no-print"
      aria-expanded={doing === wish}
      onClick={() => setDoing(doing === wish ? null : wish)}
    >
      {word}
    </Button>
  )
  return (
    <Page
      name={t('name')}
      title={title}
      eyebrow={time ? t('year', { year: time.year_name }) : t('name')}
      actions={
        <>
          <Link to="/my-working-time" className="text-link no-print">
            {t('workingTime')}
          </Link>
          <Link to="/my-time/statement" className="text-link no-print">
            {t('statement')}
          </Link>
          {canMove && toggle('move', ledger('move.open'))}
          {isOpen && toggle('log', t('log.open'))}
        </>
      }
    >
      <Loaded query={query}>
        {loaded => (
          <div className="stack" style={{ gap: '1.5rem' }}>
            {loaded.is_closed && (
              <Notice title={ledger('closed', { year: loaded.year_name })}>{ledger('closedDetail')}</Notice>
            )}
            {isOpen && doing === 'log' && <LogInformal pots={loaded.pots} onClose={close} />}
            {canMove && doing === 'move' && (
              <MoveMinutes
                pots={loaded.pots}
                send={(body, key) =>
                  answer(api.POST('/api/my-time/transfer', { params: { header: withKey(key) }, body }))
                }
                onClose={close}
              />
            )}
            {allocated === 0 ? (
              <EmptyState title={t('none')}>{t('noneDetail')}</EmptyState>
            ) : (
              <MyPots time={loaded} />
            )}
            <OtherTime others={loaded.others} />
            <Entries isClosed={loaded.is_closed} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
