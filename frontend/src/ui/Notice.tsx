import { IconAlertCircle, IconCircleCheck, IconInfoCircle, IconWifiOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Notice.module.css'

const icons = { needs: IconAlertCircle, done: IconCircleCheck, plain: IconInfoCircle, offline: IconWifiOff }

type NoticeProps = {
  tone?: keyof typeof icons
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** Read out when it appears. Leave off for what stands there from the beginning. */
  announced?: boolean
}

/** Something to know or to do, in words, with the next step beside it. */
export function Notice({ tone = 'plain', title, children, action, announced = false }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={announced ? 'status' : undefined}>
      <Icon size={20} stroke={1.75} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        {title && <p className="strong">{title}</p>}
        {children && <div className="small">{children}</div>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
