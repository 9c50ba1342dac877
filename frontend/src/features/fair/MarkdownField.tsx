import { Textarea, type TextareaProps } from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Editor.module.css'
import { MarkBar } from './MarkBar'
import { applied, changeOf, type Mark } from './markdown'

type MarkdownFieldProps = Omit<TextareaProps, 'label' | 'value' | 'onChange'> & {
  label: string
  value: string
  onText: (text: string) => void
}

const KEYS: Record<string, Mark> = { b: 'bold', i: 'italic' }

/** A long text with the few marks that teachers need; what it becomes is seen in the preview. */
export function MarkdownField({ label, value, onText, ...props }: MarkdownFieldProps) {
  const { t } = useTranslation('writing')
  const area = useRef<HTMLTextAreaElement>(null)
  const press = useCallbackRef((mark: Mark) => {
    const box = area.current
    if (!box) return
    const words = t(`format.placeholder.${mark}`)
    const change = changeOf(mark, value, box.selectionStart, box.selectionEnd, words)
    box.focus()
    box.setSelectionRange(change.from, change.to)
    // Typed as if by hand, so that the browser's own undo knows it; where that is not offered, set.
    if (!document.execCommand?.('insertText', false, change.text)) onText(applied(value, change))
    requestAnimationFrame(() => box.setSelectionRange(...change.select))
  })
  const pressKey = (event: KeyboardEvent) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey ? KEYS[event.key.toLowerCase()] : undefined
    if (!mark) return
    event.preventDefault()
    press(mark)
  }
  return (
    <Textarea
      ref={area}
      label={label}
      value={value}
      onChange={event => onText(event.currentTarget.value)}
      onKeyDown={pressKey}
      maxLength={10_000}
      autosize
      minRows={3}
      classNames={{ input: classes.text }}
      inputContainer={input => (
        <>
          <MarkBar part={label} onMark={press} />
          {input}
        </>
      )}
      {...props}
    />
  )
}
