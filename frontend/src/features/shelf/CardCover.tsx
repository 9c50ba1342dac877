import classes from './Card.module.css'
import { Cover } from './Cover'
import type { FindingCard } from './shapes'
import type { Tone } from './tones'

type CardCoverProps = { card: FindingCard; tone: Tone; isLead: boolean }

/** A finding's own picture leads its card; one without has a cover of its boldest words. */
export function CardCover({ card, tone, isLead }: CardCoverProps) {
  const { picture } = card
  if (!picture) return <Cover group={card.group_name} quote={card.pull_quote || card.focus} tone={tone} />
  return (
    <div className={classes.picture}>
      <img
        src={picture.url}
        alt={picture.alt}
        width={picture.width}
        height={picture.height}
        loading={isLead ? 'eager' : 'lazy'}
        decoding="async"
      />
    </div>
  )
}
