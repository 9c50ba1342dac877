import type { ReactNode } from 'react'
import { iconOf, type Kind } from '../../ui/kinds'
import classes from './Today.module.css'

type AskRowProps = {
  kind: Kind
  title: ReactNode
  when?: ReactNode
  cost?: ReactNode
  buttons: ReactNode
  trouble?: ReactNode
}

/** One thing that is asked: what, when, what it does to my minutes, and the buttons that do it. */
export function AskRow({ kind, title, when, cost, buttons, trouble }: AskRowProps) {
  const Icon = iconOf(kind)
  return (
    <li className={classes.ask}>
      <span className={classes.icon} aria-hidden>
        <Icon size={20} stroke={1.75} />
      </span>
      <div className={classes.text}>
        <p className="strong">{title}</p>
        {when && <p className="small numbers">{when}</p>}
        {cost && <p className="small quiet numbers">{cost}</p>}
        {trouble}
      </div>
      <div className={classes.buttons}>{buttons}</div>
    </li>
  )
}
