import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

type FileLinkProps = {
  href: string
  word: string
  /** What it is, for those who hear only the link. */
  name: string
}

/** A file to take away. */
export function FileLink({ href, word, name }: FileLinkProps) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      aria-label={name}
      leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}
    >
      {word}
    </Button>
  )
}
