/** Holds the two languages together: nothing in Welsh that English does not have, and the same gaps to fill. */
type Tree = { [name: string]: string | Tree }
const english = import.meta.glob<{ words: Tree }>('./en/*.ts', { eager: true })
const welsh = import.meta.glob<{ words: Tree }>('./cy/*.ts', { eager: true })

const flat = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[before + name, value] as [string, string]]
      : flat(value, `${before}${name}.`),
  )
const gaps = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(one => one[1]).sort()
const PLURAL = /_(zero|one|two|few|many|other)$/

test.each(Object.keys(welsh))('%s says nothing that English does not', path => {
  const names = new Map(flat(english[path.replace('/cy/', '/en/')]?.words ?? {}))
  for (const [name, text] of flat(welsh[path]?.words ?? {})) {
    const original = names.get(name) ?? names.get(name.replace(PLURAL, '_other'))
    expect(original, name).toBeDefined()
    expect(gaps(text), name).toEqual(gaps(original ?? ''))
  }
})

test('no text calls anybody a user or speaks of errors', () => {
  for (const [path, file] of Object.entries(english))
    for (const [name, text] of flat(file.words))
      expect(text, `${path} ${name}`).not.toMatch(/\buser\b|\berror\b|\bresource\b/i)
})
