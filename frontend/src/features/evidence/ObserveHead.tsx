import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Observing } from '../../api/field/observing'
import { useNow } from '../../lib/useNow'
import classes from './Observe.module.css'

type ObserveHeadProps = { roundId: string; observing: Observing | undefined }

/** Which lesson, where, until when, and the time by the school's clock. */
export function ObserveHead({ roundId, observing }: ObserveHeadProps) {
  const { t } = useTranslation('evidence')
  const { t: common } = useTranslation()
  const now = useNow()
  const round = observing?.data.round
  const klass = round && [round.class_name, round.subject].filter(Boolean).join(' ')
  const title = round ? t('observe.title', { class: klass, host: round.host_name }) : t('observe.name')
  const end = round && dayjs(round.ends_at).format('H:mm')
  useDocumentTitle(`${title} · ${common('brand')}`)
  return (
    <header className={classes.head}>
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={t('observe.back')}
        renderRoot={props => <Link to="/round/$roundId" params={{ roundId }} {...props} />}
      >
        <IconArrowLeft size={22} aria-hidden />
      </ActionIcon>
      <div className={classes.title}>
        <h1>{title}</h1>
        {round && (
          <p className="small quiet numbers">
            {round.room ? t('observe.until', { room: round.room, end }) : t('observe.untilOnly', { end })}
          </p>
        )}
      </div>
      <p className={classes.clock}>
        <VisuallyHidden>{t('observe.clock')} </VisuallyHidden>
        {dayjs(now + (observing?.clock_off_ms ?? 0)).format('H:mm')}
      </p>
    </header>
  )
}
