import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ConfirmButton.module.css'

type ConfirmButtonProps = ButtonProps & {
  children: ReactNode
  /** What will happen, in one or two sentences. */
  ask: ReactNode
  /** The verb of the second button. */
  yes: ReactNode
  onConfirm: () => void
}

/** For what cannot be undone: the button gives way, in its own place, to what will happen and a second button. */
export function ConfirmButton({ children, ask, yes, onConfirm, ...button }: ConfirmButtonProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) keep.current?.focus()
  }, [asking])
  if (!asking)
    return (
      <Button variant="default" {...button} onClick={() => setAsking(true)}>
        {children}
      </Button>
    )
  return (
    <div className={classes.asking}>
      <div role="status" className="small">
        {ask}
      </div>
      <div className="row">
        <Button {...button} variant="filled" onClick={onConfirm}>
          {yes}
        </Button>
        <Button ref={keep} variant="default" onClick={() => setAsking(false)}>
          {t('act.keep')}
        </Button>
      </div>
    </div>
  )
}
