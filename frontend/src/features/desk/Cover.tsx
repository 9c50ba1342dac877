import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { shortDay, today } from '../../lib/dates'
import { Page } from '../../ui/Page'
import { CoverDownload } from './CoverDownload'
import { CoverList } from './CoverList'
import { byDay } from './coverDays'
import { coverQuery } from './queries'

/** What no group could cover itself, by day; what is being asked; what is arranged. */
export function Cover() {
  const { t } = useTranslation('cover')
  const open = useInfiniteQuery(coverQuery('needed', 'escalated'))
  const waiting = useInfiniteQuery(coverQuery('offered'))
  const arranged = useInfiniteQuery(coverQuery('arranged', 'accepted'))
  const toArrange = open.data && itemsOf(open.data)
  const asked = waiting.data ? itemsOf(waiting.data).length : 0
  return (
    <Page
      name={t('name')}
      title={title()}
      actions={
        <>
          <CoverDownload />
          <Button
            variant="default"
            className="no-print"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
        </>
      }
    >
      <div className="stack" style={{ gap: '2rem' }}>
        <CoverList
          query={open}
          mayArrange
          heading={t('open.heading')}
          empty={t('open.empty')}
          emptyDetail={t('open.emptyDetail')}
        />
        <CoverList
          query={waiting}
          heading={t('waiting.heading')}
          lead={t('waiting.lead')}
          empty={t('waiting.empty')}
        />
        <CoverList
          query={arranged}
          from={today()}
          heading={t('arranged.heading')}
          empty={t('arranged.empty')}
        />
        <p className="row no-print">
          <Link to="/school/people" className="text-link">
            {t('timetables')}
          </Link>
          <Link to="/school/absences" className="text-link">
            {t('absences')}
          </Link>
          <Link to="/school/days-off" className="text-link">
            {t('daysOff')}
          </Link>
        </p>
      </div>
    </Page>
  )

  function title() {
    if (!toArrange) return t('title.loading')
    const count = toArrange.length
    const first = byDay(toArrange)[0]
    if (!first) return asked > 0 ? t('title.waiting', { count: asked }) : t('title.none')
    const day = shortDay(first.on)
    return open.hasNextPage ? t('title.more', { count, day }) : t('title.some', { count, day })
  }
}
