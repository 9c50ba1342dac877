import { createElement, type ReactNode, useMemo } from 'react'
import classes from './SafeHtml.module.css'
import { kept } from './safeTree'

/** A text deeper than this is no teacher's; its words are kept, its tags are not. */
const DEPTH_MAX = 40
const ELEMENT = 1
const TEXT = 3

/**
 * A text that the server made of somebody's Markdown.
 *
 * The one place where markup from a person becomes part of a page: it is read without being run, and built
 * anew out of what `safeTree` allows.
 */
export function SafeHtml({ html, className = '' }: { html: string; className?: string }) {
  const content = useMemo(
    () => within(new DOMParser().parseFromString(html, 'text/html').body, 0, ''),
    [html],
  )
  return <div className={`${classes.text} ${className}`}>{content}</div>
}

const within = (parent: Element, depth: number, path: string): ReactNode[] =>
  depth > DEPTH_MAX
    ? [parent.textContent]
    : [...parent.childNodes].map((node, at) => made(node, depth, `${path}.${at}`))

function made(node: ChildNode, depth: number, key: string): ReactNode {
  if (node.nodeType === TEXT) return node.nodeValue
  if (node.nodeType !== ELEMENT) return null
  const element = node as Element
  const become = kept(element)
  if (become === null) return null
  if (become === 'within') return within(element, depth + 1, key)
  const { tag, attributes } = become
  // Between the rows of a table only rows may stand; the white space of the source is no child.
  const content = within(element, depth + 1, key).filter(
    child => !(ROWS.has(tag) && typeof child === 'string'),
  )
  const one = createElement(tag, { ...attributes, key }, ...(VOID.has(tag) ? [] : content))
  if (!WIDE.has(tag)) return one
  // Wider than a phone: moved sideways by itself, by keyboard too.
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <div key={key} className={classes.wide} tabIndex={0}>
      {one}
    </div>
  )
}

const VOID = new Set(['br', 'hr', 'img'])
const ROWS = new Set(['table', 'thead', 'tbody', 'tr'])
const WIDE = new Set(['table', 'pre'])
