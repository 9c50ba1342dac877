import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

type CopyTextProps = {
  label: string
  text: string
  copy: string
  copied: string
  description?: string
  /** It has come in place of what had the focus. */
  focused?: boolean
}

/** A text to take elsewhere, with the button that does; selected on focus, for where copying is not allowed. */
export function CopyText({ label, text, copy, copied, description, focused = false }: CopyTextProps) {
  const clipboard = useClipboard({ timeout: 4_000 })
  return (
    <div className="row" style={{ alignItems: 'end' }}>
      <TextInput
        label={label}
        description={description}
        value={text}
        readOnly
        autoFocus={focused}
        style={{ flex: '1 1 16rem' }}
        onFocus={event => event.currentTarget.select()}
      />
      <Button
        leftSection={
          clipboard.copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
        }
        onClick={() => clipboard.copy(text)}
      >
        <span role="status">{clipboard.copied ? copied : copy}</span>
      </Button>
    </div>
  )
}
