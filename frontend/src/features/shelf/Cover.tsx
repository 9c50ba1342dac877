import classes from './Cover.module.css'
import type { Tone } from './tones'

/** A typographic cover: the group's name, a rule, the boldest short sentence. Decoration, since the card says it all. */
export function Cover({ group, quote, tone }: { group: string; quote: string; tone: Tone }) {
  return (
    <div className={classes.cover} data-tone={tone} aria-hidden>
      <span className={classes.group}>{group}</span>
      <span className={classes.quote}>{quote}</span>
    </div>
  )
}
