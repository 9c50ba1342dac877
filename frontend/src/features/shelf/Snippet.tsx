import classes from './Card.module.css'

type Piece = { text: string; is_hit: boolean }

/** The place in a finding where the words stand, marked. */
export function Snippet({ pieces }: { pieces: readonly Piece[] }) {
  const keyed = pieces.map((piece, at) => ({ ...piece, key: `${at}` }))
  return (
    <p className={classes.summary}>
      {keyed.map(({ key, text, is_hit }) =>
        is_hit ? (
          <mark key={key} className={classes.hit}>
            {text}
          </mark>
        ) : (
          <span key={key}>{text}</span>
        ),
      )}
    </p>
  )
}
