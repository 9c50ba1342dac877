import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { momentInWords } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { PotBars } from '../../ui/PotBars'
import { Section } from '../../ui/Section'
import { ToToday } from '../../ui/ToToday'
import { AdjustForm } from './AdjustForm'
import { entriesOfQuery, timeOfQuery } from './queries'

/** One colleague's protected year, as the CPD lead may see and correct it. */
export function PersonTime() {
  const { t } = useTranslation('desk')
  const me = useMe()
  const { staffId } = useParams({ from: '/signed-in/desk/people/$staffId' })
  const query = useQuery(timeOfQuery(staffId))
  const time = query.data
  const isEmpty = time?.pots.every(pot => pot.allocated_minutes === 0)
  const title = !time
    ? t('person.name')
    : isEmpty
      ? t('person.titleNothing', { name: time.staff_name })
      : t(time.unplaced_minutes > 0 ? 'person.title' : 'person.titleNone', {
          name: time.staff_name,
          left: inMinutes(time.unplaced_minutes),
        })
  return (
    <Page
      name={time?.staff_name ?? t('person.name')}
      eyebrow={
        <Link to="/desk/unplaced" className="text-link">
          {t('unplaced.name')}
        </Link>
      }
      title={title}
      aside={time?.year_name}
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => (
          <div className="stack" style={{ gap: '1.75rem' }}>
            <PotBars pots={loaded.pots} />
            {holds(me, 'cpd_lead') && <AdjustForm key={staffId} staffId={staffId} name={loaded.staff_name} />}
            <Entries staffId={staffId} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Entries({ staffId }: { staffId: string }) {
  const { t } = useTranslation('desk')
  const { t: common } = useTranslation()
  const query = useInfiniteQuery(entriesOfQuery(staffId))
  return (
    <Section plain title={t('person.entries')}>
      <Loaded query={query}>
        {data => {
          const entries = itemsOf(data)
          if (entries.length === 0) return <p className="quiet">{t('person.entriesEmpty')}</p>
          return (
            <table className="facts-table" aria-label={t('person.caption')}>
              <thead>
                <tr>
                  <th scope="col">{t('person.what')}</th>
                  <th scope="col">{t('person.pot')}</th>
                  <th scope="col" className="figure">
                    {t('person.minutes')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {entries.map(entry => (
                  <tr key={entry.id}>
                    <th scope="row">
                      {t(`person.kind.${entry.kind}`)}
                      {entry.reason && (
                        <span className="quiet" style={{ fontWeight: 400 }}>
                          , {entry.reason}
                        </span>
                      )}
                      <div className="smaller quiet numbers" style={{ fontWeight: 400 }}>
                        {momentInWords(entry.made_at)}. {t('person.by', { name: entry.by_name })}
                      </div>
                    </th>
                    <td>{common(`pot.${entry.category}`)}</td>
                    <td className="figure">{inMinutes(entry.minutes)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
