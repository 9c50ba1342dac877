import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

/** What will be here, and how it starts. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      <p className="strong">{title}</p>
      {children && <p className="quiet">{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
