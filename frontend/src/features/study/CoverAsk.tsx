import { Button, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { AskRow } from './AskRow'
import { CoverPrompt } from './CoverPrompt'
import { touchedByStudy } from './queries'
import classes from './Today.module.css'

/** A colleague's request to take their class for half an hour: yes or no, and no reason is asked. */
export function CoverAsk({ asked }: { asked: Schema<'AskedOfMe'> }) {
  const { t } = useTranslation('today')
  const announce = useAnnounce()
  const { cover, when, cover_minutes_left: left } = asked
  const params = (key: string) => ({ path: { slot_id: cover.id }, header: withKey(key) })
  const accept = useAct({
    send: (_: null, key) => answer(api.POST('/api/cover-slots/{slot_id}/accept', { params: params(key) })),
    changes: touchedByStudy,
    onDone: () => announce(t('asked.accepted', { when })),
  })
  const decline = useAct({
    send: (_: null, key) => answer(api.POST('/api/cover-slots/{slot_id}/decline', { params: params(key) })),
    changes: touchedByStudy,
    onDone: () => announce(t('asked.declined')),
  })
  const what = [cover.class_name, cover.subject].filter(Boolean).join(' ')
  const amounts = { minutes: inMinutes(cover.minutes), left: inMinutes(left) }
  const error = accept.error ?? decline.error
  const isBusy = accept.isPending || decline.isPending
  return (
    <AskRow
      kind="cover"
      title={t('asked.cover', { name: cover.released_name, what })}
      when={[when, cover.room].filter(Boolean).join(', ')}
      cost={
        <>
          {left < cover.minutes ? t('asked.coverShort', amounts) : t('asked.coverCost', amounts)}
          {cover.focus && <span className={classes.focus}>{t('asked.learn', { focus: cover.focus })}</span>}
          <CoverPrompt slotId={cover.id} />
        </>
      }
      trouble={error && <RefusedNotice acting error={error} />}
      buttons={
        <>
          <Button
            variant="default"
            loading={decline.isPending}
            disabled={isBusy && !decline.isPending}
            onClick={() => decline.mutate(null)}
          >
            {t('asked.decline')} <VisuallyHidden>{t('asked.covering', { what })}</VisuallyHidden>
          </Button>
          <Button
            loading={accept.isPending}
            disabled={isBusy && !accept.isPending}
            onClick={() => accept.mutate(null)}
          >
            {t('asked.accept')} <VisuallyHidden>{t('asked.covering', { what })}</VisuallyHidden>
          </Button>
        </>
      }
    />
  )
}
