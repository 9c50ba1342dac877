import { IconFlask } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'
import classes from './Card.module.css'
import { Cover } from './Cover'
import type { Tone } from './tones'

/** A finding in the fair's list: its cover, its sentence, its first lines, who wrote it. */
export function Card({ card, tone, isLead }: { card: Schema<'FairCard'>; tone: Tone; isLead: boolean }) {
  const { t } = useTranslation('fair')
  const about = [card.focus, card.subject, card.phase !== 'all' && t(`phases.${card.phase}`)]
  return (
    <li className={classes.card} data-lead={isLead || undefined}>
      <Cover group={card.group_name} quote={card.pull_quote || card.focus} tone={tone} />
      <div className={classes.text}>
        <p className={classes.about}>{about.filter(Boolean).join(', ')}</p>
        <h2 className={classes.title}>
          <Link to="/fair/$findingId" params={{ findingId: card.id }} className={classes.link}>
            {card.title}
          </Link>
        </h2>
        <p className={classes.summary}>{card.summary}</p>
        <p className={classes.about}>
          {card.author_names.join(', ')}. {card.school_name}, {dateOfInstant(card.published_at)}
        </p>
        {(card.tried > 0 || card.will_try > 0) && (
          <p className={classes.tried}>
            <IconFlask size={16} stroke={1.75} aria-hidden />{' '}
            {t('tried', { tried: card.tried, will: card.will_try })}
          </p>
        )}
      </div>
    </li>
  )
}
