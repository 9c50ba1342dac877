import { render } from '@testing-library/react'
import { SafeHtml } from './SafeHtml'
import { safeHref } from './safeTree'

const shown = (html: string) => {
  const { container } = render(<SafeHtml html={html} />)
  return container.firstElementChild?.innerHTML ?? ''
}

test('what Markdown makes stands as it is', () => {
  const html = '<p>One <strong>bold</strong>, <em>one</em>.</p><ul><li>a</li><li>b</li></ul>'
  expect(shown(html)).toBe(html)
})

test.each([
  '<script>alert(1)</script>',
  '<style>*{display:none}</style>',
  '<iframe src="https://evil.example"></iframe>',
  '<svg><a href="javascript:alert(1)">x</a><script>alert(1)</script></svg>',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<template><img src=x onerror=alert(1)></template>',
  '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/pixel.gif">',
  '<img src="//evil.example/api/findings/a/files/b">',
  '<img src="data:image/svg+xml;base64,AAAA">',
  '<img src="/api/findings/a/files/../../../sign-out">',
  '<base href="https://evil.example/"><link rel="stylesheet" href="//evil.example"><meta http-equiv="refresh" content="0">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></p></noscript>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
])('%s leaves nothing that acts or is fetched', html => {
  expect(shown(html)).not.toMatch(/on\w+=|script|evil|src=|href=|style|form|input|svg|iframe|http-equiv/i)
})

test('attributes that were not asked for are gone', () => {
  expect(
    shown('<p onclick="x()" style="position:fixed" class="a" id="main" data-tone="needs">Text</p>'),
  ).toBe('<p>Text</p>')
})

test('of an unknown tag the words stay', () => {
  expect(shown('<marquee>Text <blink>on</blink></marquee>')).toBe('Text on')
})

test('headings stand below the section’s own', () => {
  expect(shown('<h1>One</h1><h2>Two</h2><h4>Four</h4>')).toBe('<h3>One</h3><h3>Two</h3><h4>Four</h4>')
})

test('a link away says nothing about us, and one to nowhere safe is only its words', () => {
  expect(shown('<a href="https://example.org/a" target="_blank">there</a>')).toBe(
    '<a href="https://example.org/a" rel="nofollow noopener noreferrer ugc">there</a>',
  )
  expect(shown('<a href="javascript:alert(1)">there</a>')).toBe('there')
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'vbscript:x',
  'data:text/html,x',
  '//evil.example',
  '/\\evil.example',
  'https:///',
  'blob:x',
  '',
])('%j is no address', href => expect(safeHref(href)).toBeNull())

test.each(['https://example.org/?a=b#c', 'http://example.org', 'mailto:a@b.example', '/fair/1', '#part'])(
  '%s is one',
  href => expect(safeHref(href)).toBe(href),
)

test('a picture of the finding’s own files has its words and its size', () => {
  const html = shown(
    '<p><img src="/api/fair/findings/a-1/files/b-2" alt="Two bars" width="20" height="10"></p>',
  )
  expect(html).toContain('src="/api/fair/findings/a-1/files/b-2"')
  expect(html).toContain('alt="Two bars"')
  expect(html).toContain('width="20"')
})

test('a wide table is reached and moved by keyboard, and its white space is no child', () => {
  const { container } = render(
    <SafeHtml
      html={'<table>\n<thead>\n<tr>\n<th style="text-align:right">Lesson</th>\n</tr>\n</thead>\n</table>'}
    />,
  )
  expect(container.querySelector('[tabindex="0"] > table th')?.outerHTML).toBe('<th>Lesson</th>')
})

test('a text a thousand tags deep keeps its words and breaks nothing', () => {
  expect(shown(`${'<blockquote>'.repeat(1000)}deep${'</blockquote>'.repeat(1000)}`)).toContain('deep')
})
