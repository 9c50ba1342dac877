import { Popover, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Term.module.css'

/** A word of the field; its first use on a screen can be tapped for its meaning. */
export function Term({ children, means }: { children: ReactNode; means: string }) {
  return (
    <Popover width={280} position="bottom-start" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.term}>{children}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="small">{means}</Popover.Dropdown>
    </Popover>
  )
}
