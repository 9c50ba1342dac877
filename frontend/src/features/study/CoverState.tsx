import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { KindWord } from '../../ui/KindWord'
import type { Kind } from '../../ui/kinds'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { AskAnother } from './AskAnother'
import { CoverPrompt } from './CoverPrompt'
import { LogButton } from './LogButton'
import { touchedByStudy } from './queries'

type Cover = Schema<'CoverSlotOut'>

const kindOf: Record<Cover['state'], Kind> = {
  needed: 'needs_cover',
  offered: 'cover_asked',
  escalated: 'cover_asked',
  accepted: 'cover',
  arranged: 'cover',
  done: 'logged',
  cancelled: 'closed',
  stale: 'closed',
}

/** Whether the observer's class is taken care of, and the ways to get it there. */
export function CoverState({ round, cover }: { round: Schema<'RoundOut'>; cover: Cover }) {
  const { t } = useTranslation('round')
  const me = useMe()
  const announce = useAnnounce()
  const [isAsking, setAsking] = useState(false)
  const escalate = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/cover-slots/{slot_id}/escalate', {
          params: { path: { slot_id: cover.id }, header: withKey(key) },
        }),
      ),
    changes: touchedByStudy,
    onDone: () => announce(t('ask.escalated')),
  })
  const isOpen = cover.state === 'needed' || cover.state === 'offered'
  const tookPlace = round.state === 'taught' || round.state === 'discussed'
  const named = (state: string) =>
    cover.asks
      .filter(one => one.state === state)
      .map(one => one.name)
      .join(', ')
  const words = {
    class: cover.class_name,
    name: cover.coverer_name ?? '',
    arrangement: cover.arrangement,
    names: named('asked'),
  }
  const sentence =
    cover.state === 'offered' && !words.names
      ? t('cover.offeredQuiet', words)
      : cover.state === 'done' && !words.name
        ? t('cover.doneQuiet', words)
        : t(`cover.${cover.state}`, words)
  return (
    <>
      <div className="row small">
        <KindWord chip kind={kindOf[cover.state]} />
        <span>{sentence}</span>
      </div>
      {cover.state === 'accepted' && !tookPlace && cover.coverer_id === me.staff_id && (
        <p className="small">
          <CoverPrompt slotId={cover.id} />
        </p>
      )}
      {named('declined') && isOpen && (
        <p className="small quiet">{t('cover.declined', { names: named('declined') })}</p>
      )}
      {isOpen && round.may_change && !isAsking && (
        <div className="row">
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('ask.open')}
          </Button>
          <Button variant="subtle" loading={escalate.isPending} onClick={() => escalate.mutate(null)}>
            {t('ask.escalate')}
          </Button>
        </div>
      )}
      {isAsking && isOpen && <AskAnother round={round} cover={cover} onClose={() => setAsking(false)} />}
      {escalate.error && <RefusedNotice acting error={escalate.error} />}
      {cover.state === 'accepted' && tookPlace && cover.coverer_id === me.staff_id && (
        <LogButton what="cover" id={cover.id} minutes={cover.minutes} />
      )}
    </>
  )
}
