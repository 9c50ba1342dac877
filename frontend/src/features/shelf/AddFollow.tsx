import { Button, NativeSelect } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { SearchBox } from '../../ui/SearchBox'
import classes from './Following.module.css'
import { followsQuery, labelsQuery } from './queries'
import { isSame, LABELS, type LabelKind } from './shelf'
import { useFollow } from './useFollow'
import { useLabelWords } from './useLabelWords'

const SHOWN = 8

/** Something more to follow, found by a word of it. */
export function AddFollow() {
  const { t } = useTranslation('shelf')
  const labelWords = useLabelWords()
  const [kind, setKind] = useState<LabelKind>('focus')
  const [typed, setTyped] = useState('')
  const query = useQuery({ ...labelsQuery(kind, typed), placeholderData: keepPreviousData })
  const { data: follows } = useInfiniteQuery(followsQuery)
  const { follow } = useFollow()
  const isMine = (value: string) =>
    follows !== undefined && itemsOf(follows).some(one => one.kind === kind && isSame(one.value, value))
  return (
    <div className="stack" style={{ gap: '0.5rem', marginTop: '0.75rem' }}>
      <NativeSelect
        label={t('following.kind')}
        value={kind}
        data={LABELS.map(value => ({ value, label: t(`kind.${value}`) }))}
        onChange={event => setKind(LABELS.find(one => one === event.currentTarget.value) ?? 'focus')}
      />
      <SearchBox label={t('following.find')} words={typed} onSearch={setTyped} />
      <Loaded query={query}>
        {data => {
          const rest = data.items.filter(one => !isMine(one.value)).slice(0, SHOWN)
          if (rest.length === 0)
            return (
              <p className="small quiet" role="status">
                {t(data.items.length > 0 ? 'following.allFollowed' : 'following.noneFound')}
              </p>
            )
          return (
            <ul className={classes.found} aria-label={t('following.found')}>
              {rest.map(one => {
                const label = labelWords(one.kind, one.value, one.label)
                return (
                  <li key={one.value}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      justify="flex-start"
                      aria-label={t('follow.follow', { label })}
                      leftSection={<IconPlus size={14} aria-hidden />}
                      onClick={() => follow.mutate({ kind: one.kind, value: one.value, label })}
                    >
                      {label}
                    </Button>
                  </li>
                )
              })}
            </ul>
          )
        }}
      </Loaded>
      {follow.error && <RefusedNotice acting error={follow.error} />}
    </div>
  )
}
