import { IconFlask2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { dateOfInstant } from '../../lib/instants'
import classes from './Card.module.css'
import { CardCover } from './CardCover'
import { Snippet } from './Snippet'
import type { FindingCard, Hit } from './shapes'
import type { Tone } from './tones'

type CardProps = { card: FindingCard | Hit; tone: Tone; isLead: boolean }

/** A finding in a list: its picture or cover, its sentence, its first lines, who wrote it. */
export function Card({ card, tone, isLead }: CardProps) {
  const { t } = useTranslation('shelf')
  const { t: fair } = useTranslation('fair')
  const about = [card.focus, card.subject, card.phase !== 'all' && fair(`phases.${card.phase}`)]
  const snippet = 'snippet' in card ? card.snippet : []
  return (
    <li className={classes.card} data-lead={isLead || undefined}>
      <CardCover card={card} tone={tone} isLead={isLead} />
      <div className={classes.text}>
        <p className={classes.about}>
          {isLead && <span className={classes.newest}>{t('newest')}</span>} {about.filter(Boolean).join(', ')}
        </p>
        <h3 className={classes.title}>
          <Link to="/fair/$findingId" params={{ findingId: card.id }} className={classes.link}>
            {card.title}
          </Link>
        </h3>
        {snippet.length > 0 ? (
          <Snippet pieces={snippet} />
        ) : (
          <p className={classes.summary}>{card.summary}</p>
        )}
        <p className={classes.about}>
          {card.author_names.join(', ')}. {card.school_name}, {dateOfInstant(card.published_at)}
        </p>
        {(card.tried > 0 || card.will_try > 0) && (
          <p className={classes.tried}>
            <IconFlask2 size={16} stroke={1.75} aria-hidden />{' '}
            {t('tried', { tried: card.tried, will: card.will_try })}
          </p>
        )}
      </div>
    </li>
  )
}
