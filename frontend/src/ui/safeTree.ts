/** The tags, attributes and addresses that a text written by teachers may have on our pages. Pure. */

/** Stand as they are, without any attribute but those of `attributesOf`. */
const KEPT = new Set([
  'p',
  'br',
  'hr',
  'strong',
  'em',
  'b',
  'i',
  's',
  'del',
  'sub',
  'sup',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'h3',
  'h4',
  'h5',
  'h6',
  'a',
  'img',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'figure',
  'figcaption',
]) // prettier-ignore

/** Go with all that is in them; of any other tag its words stay. */
const DROPPED = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'noscript',
  'textarea',
  'title',
  'head',
  'select',
  'audio',
  'video',
  'canvas',
  'form',
  'button',
  'input',
  'base',
  'link',
  'meta',
]) // prettier-ignore

/** The section that a text stands in has the second level; nothing inside stands above the third. */
const LEVELS: Record<string, string> = { h1: 'h3', h2: 'h3' }

/** Files of findings on our own server, and nothing else: no picture tells another site who reads. */
const OWN_FILE = /^\/api\/(?:fair\/)?findings\/[\w-]+\/files\/[\w-]+$/
const SIDE_MAX = 20_000

export type Kept = { tag: string; attributes: Record<string, string | number> }

/** What becomes of an element: kept with these attributes, gone (`null`), or only what is in it (`'within'`). */
export function kept(element: Element): Kept | null | 'within' {
  const name = element.localName
  if (DROPPED.has(name) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return null
  const tag = LEVELS[name] ?? name
  if (!KEPT.has(tag)) return 'within'
  if (tag === 'a') {
    const href = safeHref(element.getAttribute('href'))
    return href ? { tag, attributes: linkTo(href) } : 'within'
  }
  if (tag === 'img') return image(element)
  return { tag, attributes: tag === 'ol' ? startOf(element) : {} }
}

/** An address of the web, of mail, or of a place on this site; null for every other scheme and disguise. */
export function safeHref(href: string | null): string | null {
  if (!href) return null
  // Browsers pass over these inside an address, so `java\nscript:` is one; a text that has them is not taken.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\\]/.test(href)) return null
  if (/^https?:\/\/[^/]/i.test(href) || /^mailto:[^:]/i.test(href)) return href
  return /^\/(?!\/)/.test(href) || href.startsWith('#') ? href : null
}

const linkTo = (href: string): Record<string, string> =>
  /^[/#]/.test(href) ? { href } : { href, rel: 'nofollow noopener noreferrer ugc' }

function image(element: Element): Kept | null {
  const src = element.getAttribute('src') ?? ''
  if (!OWN_FILE.test(src)) return null
  const attributes: Record<string, string | number> = {
    src,
    alt: element.getAttribute('alt') ?? '',
    loading: 'lazy',
    decoding: 'async',
  }
  const [width, height] = ['width', 'height'].map(side => Number(element.getAttribute(side)))
  if (isSide(width) && isSide(height)) Object.assign(attributes, { width, height })
  return { tag: 'img', attributes }
}

const isSide = (side: number | undefined): boolean =>
  side !== undefined && Number.isInteger(side) && side > 0 && side <= SIDE_MAX

function startOf(element: Element): Record<string, number> {
  const start = Number(element.getAttribute('start'))
  return Number.isInteger(start) && start > 1 && start < 10_000 ? { start } : {}
}
