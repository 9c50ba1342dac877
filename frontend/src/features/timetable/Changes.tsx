import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { itemsOf } from '../../api/paged'
import { clock, figure } from '../../lib/minutes'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import classes from './Changes.module.css'
import type { ChangeSource, Kind, Looked } from './changeSource'
import { groupsOf } from './changes'
import { DifferenceTable } from './DifferenceTable'
import { differencesQuery } from './queries'

const ALL: Looked = { kind: '', words: '' }

/** What would be different from the timetable in force then, by kind, before anything is put in force. */
export function Changes({ source }: { source: ChangeSource }) {
  const { t } = useTranslation('timetable')
  const [looked, setLooked] = useState<Looked>(ALL)
  const [words] = useDebouncedValue(looked.words.trim(), 300)
  const query = useInfiniteQuery({
    ...differencesQuery(source, { kind: looked.kind, words }),
    placeholderData: keepPreviousData,
  })
  const first = query.data?.pages[0]
  return (
    <Section plain title={t('changes.heading')} count={first?.base_number ? first.total : 0}>
      <Loaded query={query}>
        {data => {
          const [told] = data.pages
          if (!told) return null
          return (
            <div className="stack">
              <Told told={told} />
              {told.base_number !== null && told.total > 0 && (
                <>
                  <Filter told={told} looked={looked} onLook={setLooked} />
                  <p role="status" className="small quiet">
                    {t('changes.found', { count: told.found, found: figure(told.found) })}
                  </p>
                  <div className={classes.groups}>
                    {groupsOf(itemsOf(data)).map(group => (
                      <DifferenceTable key={group.kind} {...group} />
                    ))}
                  </div>
                </>
              )}
            </div>
          )
        }}
      </Loaded>
      {first?.base_number && <LoadMore query={query} />}
    </Section>
  )
}

/** Against what it was held, and what else follows from it. */
function Told({ told }: { told: Schema<'DifferencesOut'> }) {
  const { t } = useTranslation('timetable')
  const base = told.base_number
  return (
    <>
      {base === null ? (
        <p>{t('changes.first')}</p>
      ) : told.total === 0 ? (
        <EmptyState title={t('changes.none')}>{t('changes.noneDetail', { base })}</EmptyState>
      ) : (
        <p className="small quiet">{t('changes.against', { base })}</p>
      )}
      {told.replaced.length > 0 && (
        <Notice tone="needs">
          {t('changes.replaced', { count: told.replaced.length, numbers: told.replaced.join(', ') })}
        </Notice>
      )}
      {told.own_times.length > 0 && (
        <Notice tone="needs" title={t('changes.ownTimes', { count: told.own_times.length })}>
          {told.own_times
            .map(
              one =>
                `${one.cycle_day}, ${t('changes.times', { start: clock(one.start), end: clock(one.end) })}`,
            )
            .join('; ')}
          . {t('changes.ownTimesDetail')}
        </Notice>
      )}
    </>
  )
}

type FilterProps = { told: Schema<'DifferencesOut'>; looked: Looked; onLook: (looked: Looked) => void }

function Filter({ told, looked, onLook }: FilterProps) {
  const { t } = useTranslation('timetable')
  return (
    <div className={classes.filter}>
      <NativeSelect
        label={t('changes.show')}
        value={looked.kind}
        data={[
          { value: '', label: t('changes.all', { count: figure(told.total) }) },
          ...told.counts.map(({ kind, count }) => ({
            value: kind,
            label: t('changes.kindCount', { kind: t(`changes.kind.${kind}`), count: figure(count) }),
          })),
        ]}
        onChange={event => onLook({ ...looked, kind: event.currentTarget.value as Kind | '' })}
      />
      <TextInput
        label={t('changes.look')}
        value={looked.words}
        maxLength={100}
        onChange={event => onLook({ ...looked, words: event.currentTarget.value })}
      />
    </div>
  )
}
