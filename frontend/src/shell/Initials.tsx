import { Avatar } from '@mantine/core'

/** The person's initials, as a sign beside a name that is written out. */
export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map(part => part[0])
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
  return (
    <Avatar
      size={32}
      radius="xl"
      variant="light"
      aria-hidden
      styles={{ placeholder: { color: 'var(--k-open-fg)', background: 'var(--k-open-bg)' } }}
    >
      {letters}
    </Avatar>
  )
}
