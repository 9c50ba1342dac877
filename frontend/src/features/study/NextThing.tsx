import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { minutesUntil } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { useNow } from '../../lib/useNow'
import { usePhone } from '../../lib/usePhone'
import { ButtonLink } from '../../ui/ButtonLink'
import { KindWord } from '../../ui/KindWord'
import { tintOf } from '../../ui/kinds'
import { Section } from '../../ui/Section'
import classes from './Today.module.css'

const SOON_MINUTES = 12 * 60
/** From here on the way leads straight to observing. */
const OBSERVE_FROM = 15

/** The next thing that is not routine: what, who, when, where, and the way to it. */
export function NextThing({ next }: { next: Schema<'NextThing'> | null }) {
  const { t } = useTranslation('today')
  const now = useNow()
  const isPhone = usePhone()
  if (!next)
    return (
      <Section quietTitle title={t('next.heading')} className={classes.next}>
        <p className={classes.title}>{t('next.none')}</p>
        <p className="small quiet">{t('next.noneDetail')}</p>
        <div className={classes.open}>
          <ButtonLink to="/plan" variant="light">
            {t('next.plan')}
          </ButtonLink>
        </div>
      </Section>
    )
  const minutes = minutesUntil(next.starts_at, now)
  const heading =
    minutes <= 0
      ? t('next.now')
      : minutes < SOON_MINUTES
        ? t('next.in', { minutes: inMinutes(minutes) })
        : t('next.heading')
  const isObserving = next.kind === 'observe' && minutes < OBSERVE_FROM
  const open = next.round_id && (
    <ButtonLink
      to={isObserving ? '/rounds/$roundId/observe' : '/round/$roundId'}
      params={{ roundId: next.round_id }}
      variant={isObserving ? 'filled' : isPhone ? 'subtle' : 'light'}
      rightSection={<IconArrowRight size={16} aria-hidden />}
    >
      {t(isObserving ? 'next.observe' : 'next.open')}
    </ButtonLink>
  )
  // A phone keeps the height for what is asked below.
  return (
    <Section quietTitle title={heading} side={isPhone && open} className={classes.next}>
      <span className={`${classes.kind} ${tintOf(next.kind)}`}>
        <KindWord kind={next.kind} size={18} />
      </span>
      <p className={classes.title}>{next.title}</p>
      <p className="numbers">
        {next.when}
        {isPhone && next.place && `, ${next.place}`}
      </p>
      {!isPhone && next.place && <p className="quiet">{next.place}</p>}
      {!isPhone && open && <div className={classes.open}>{open}</div>}
    </Section>
  )
}
