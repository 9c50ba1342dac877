import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 300

type SearchBoxProps = {
  label: string
  /** What is searched for now, from the address. */
  words: string
  onSearch: (words: string) => void
  placeholder?: string
}

/** Searches when the typing pauses, and at once on Enter. */
export function SearchBox({ label, words, onSearch, placeholder }: SearchBoxProps) {
  const [typed, setTyped] = useState(words)
  const asked = useRef(words)
  const search = useRef(onSearch)
  search.current = onSearch
  // The address changed by itself: a link, or the way back.
  useEffect(() => {
    if (words === asked.current) return
    asked.current = words
    setTyped(words)
  }, [words])
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === asked.current) return
    // The next screen may take a while to come: whoever has followed a link is not called back to search.
    const here = window.location.pathname
    const timer = setTimeout(() => {
      if (window.location.pathname !== here) return
      asked.current = wanted
      search.current(wanted)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <form
      role="search"
      onSubmit={event => {
        event.preventDefault()
        asked.current = typed.trim()
        onSearch(asked.current)
      }}
    >
      <TextInput
        type="search"
        label={label}
        placeholder={placeholder}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
    </form>
  )
}
