import { useTranslation } from 'react-i18next'
import classes from './KindWord.module.css'
import { iconOf, type Kind, tintOf } from './kinds'

type KindWordProps = {
  kind: Kind
  /** Where the school's words say it better than the usual one. */
  word?: string
  size?: number
  /** On its own ground, as a chip. */
  chip?: boolean
}

/** A kind of time: its icon and its word. */
export function KindWord({ kind, word, size = 15, chip = false }: KindWordProps) {
  const { t } = useTranslation()
  const Icon = iconOf(kind)
  return (
    <span className={`${classes.kind} ${chip ? `${classes.chip} ${tintOf(kind)}` : ''}`}>
      <Icon size={size} stroke={2} aria-hidden />
      {word ?? t(`kind.${kind}`)}
    </span>
  )
}
