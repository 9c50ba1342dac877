import { Card } from './Card'
import classes from './Cards.module.css'
import type { FindingCard, Hit } from './shapes'
import { tonesOf } from './tones'

/** Findings beside and below one another. */
export function Cards({ cards, hasLead = false }: { cards: (FindingCard | Hit)[]; hasLead?: boolean }) {
  const tones = tonesOf(cards)
  return (
    <ul className={classes.cards}>
      {cards.map((card, at) => (
        <Card key={card.id} card={card} tone={tones[at] ?? 'teal'} isLead={hasLead && at === 0} />
      ))}
    </ul>
  )
}
