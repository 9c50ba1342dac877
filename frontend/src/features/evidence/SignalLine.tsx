import { Button } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconCircleCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { tryAgain } from '../../api/field/notes'
import type { Observing } from '../../api/field/observing'
import { sendNow } from '../../api/field/runner'
import type { KeptNote } from '../../api/field/store'
import { useSent } from '../../api/field/useKept'
import classes from './Observe.module.css'

type SignalLineProps = { owner: string; notes: KeptNote[]; observing: Observing | undefined }
const CLOCK_OFF_MS = 120_000

/** Whether what was noted has left this phone, in words, and what to do where it cannot. */
export function SignalLine({ owner, notes, observing }: SignalLineProps) {
  const { t } = useTranslation('evidence')
  const { online } = useNetwork()
  const sent = useSent()
  const here = useRouterState({ select: state => state.location.href })
  const count = notes.filter(note => note.state === 'waiting' && !note.undone).length
  const refused = notes.filter(note => note.state === 'refused').length
  const isOut = sent === 'signed_out' || observing?.old === 'signed_out'
  const isOff = !online || sent === 'offline' || observing?.old === 'offline'
  const isClockOff = Math.abs(observing?.clock_off_ms ?? 0) > CLOCK_OFF_MS
  const again = async () => {
    await tryAgain(owner)
    await sendNow(owner)
  }
  const Icon = isOff || isOut ? IconCloudOff : count > 0 || refused > 0 ? IconCloudUp : IconCircleCheck
  return (
    <div className={classes.signal} data-calm={(!isOff && !isOut && !count && !refused) || undefined}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div role="status" className={classes.said}>
        {isOut ? (
          <>
            <b>{t('signal.signedOut')}</b> {t('signal.signedOutSafe', { count })}
          </>
        ) : sent === 'other_person' ? (
          <>
            <b>{t('signal.otherPerson')}</b> {t('signal.signedOutSafe', { count })}
          </>
        ) : isOff ? (
          <>
            <b>{t('signal.none')}</b> {t('signal.safe', { count })}
          </>
        ) : count > 0 ? (
          t(sent === 'later' ? 'signal.later' : 'signal.waiting', { count })
        ) : (
          refused === 0 && t('signal.sent')
        )}
        {refused > 0 && <div>{t('signal.refused', { count: refused })}</div>}
        {isClockOff && <div>{t('signal.clock')}</div>}
      </div>
      {isOut && (
        <Link to="/sign-in" search={{ to: here }} className="text-link">
          {t('signal.signIn')}
        </Link>
      )}
      {refused > 0 && (
        <Button size="compact-sm" variant="default" className={classes.again} onClick={() => void again()}>
          {t('signal.again')}
        </Button>
      )}
    </div>
  )
}
