import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { type PosterSize, postersQuery } from './queries'

/** All posters as one PDF: asked for, waited for, taken away. */
export function Posters({ fair }: { fair: { id: string } }) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const announce = useAnnounce()
  const [size, setSize] = useState<PosterSize>('a3')
  const query = useQuery(postersQuery(fair.id, size))
  const make = useAct({
    send: (body: Schema<'PostersIn'>, key) =>
      answer(
        api.POST('/api/fairs/{fair_id}/posters', {
          params: { path: { fair_id: fair.id }, header: withKey(key) },
          body,
        }),
      ),
    onDone: stored => {
      client.setQueryData(postersQuery(fair.id, size).queryKey, stored)
      announce(t('posters.asked'))
    },
  })
  return (
    <Section title={t('posters.heading')}>
      <div className="stack">
        <p className="small quiet">{t('posters.lead')}</p>
        <SegmentedControl
          fullWidth
          aria-label={t('posters.size')}
          value={size}
          data={[
            { value: 'a3', label: t('posters.a3') },
            { value: 'a1', label: t('posters.a1') },
          ]}
          onChange={value => setSize(value as PosterSize)}
        />
        <Loaded query={query} skeleton={<SkeletonRows rows={1} />}>
          {posters => (
            <>
              <PostersNow posters={posters} fairId={fair.id} />
              {posters.state !== 'waiting' && posters.state !== 'ready' && (
                <Button loading={make.isPending} onClick={() => make.mutate({ size })}>
                  {t(posters.state === 'failed' ? 'posters.again' : 'posters.make')}
                </Button>
              )}
            </>
          )}
        </Loaded>
        {make.error && <RefusedNotice acting error={make.error} />}
      </div>
    </Section>
  )
}

function PostersNow({ posters, fairId }: { posters: Schema<'PostersOut'>; fairId: string }) {
  const { t } = useTranslation('fairDay')
  if (posters.state === 'waiting')
    return <Notice announced title={t('posters.waiting', { count: posters.posters })} />
  if (posters.state === 'failed')
    return (
      <Notice announced tone="needs" title={t('posters.failed')}>
        {t('posters.failedDetail')}
      </Notice>
    )
  if (posters.state !== 'ready') return null
  return (
    <div className="stack">
      <p role="status" className="small">
        {posters.ready_at && t('posters.ready', { moment: momentInWords(posters.ready_at) })}
      </p>
      <Button
        component="a"
        href={`/api/fairs/${fairId}/posters.pdf?size=${posters.size}`}
        download
        variant="default"
        leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}
      >
        {t('posters.download', { count: posters.posters })}
      </Button>
    </div>
  )
}
