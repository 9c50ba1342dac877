import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ConfirmButton.module.css'

type ConfirmButtonProps = ButtonProps & {
  /** Of the first button alone: the second has the words that are seen. */
  'aria-label'?: string
  children: ReactNode
  /** What will happen, in one or two sentences. */
  ask: ReactNode
  /** The verb of the second button. */
  yes: ReactNode
  onConfirm: () => void
}

/** For what cannot be undone: the button gives way, in its own place, to what will happen and a second button. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { children, ask, yes, onConfirm, 'aria-label': label, ...button } = props
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [wasAsked, setWasAsked] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const isConfirmed = useRef(false)
  useEffect(() => {
    if (asking) keep.current?.focus()
  }, [asking])
  // What was confirmed often takes its own row away: the focus then goes to the heading of the list.
  useLayoutEffect(
    () => () => {
      const { activeElement, body } = document
      // A button that is busy loses the focus to nothing.
      if (activeElement === body ? isConfirmed.current : box.current?.contains(activeElement))
        box.current?.closest('section')?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    },
    [],
  )
  if (!asking)
    return (
      <Button
        variant="default"
        autoFocus={wasAsked}
        aria-label={label}
        {...button}
        onClick={() => setAsking(true)}
      >
        {children}
      </Button>
    )
  return (
    <div ref={box} className={classes.asking}>
      <div role="status" className="small">
        {ask}
      </div>
      <div className="row">
        <Button
          {...button}
          variant="filled"
          onClick={() => {
            isConfirmed.current = true
            onConfirm()
          }}
        >
          {yes}
        </Button>
        <Button
          ref={keep}
          variant="default"
          onClick={() => {
            setWasAsked(true)
            setAsking(false)
          }}
        >
          {t('act.keep')}
        </Button>
      </div>
    </div>
  )
}
