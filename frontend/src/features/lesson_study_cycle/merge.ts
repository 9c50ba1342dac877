/** What becomes of two people's changes to one text made of named places. Pure. */

export type Texts = Record<string, string>

export type Clash = { path: string; before: string; mine: string; theirs: string }

export type Merge = {
  /** Both sides' changes; where they clash, mine. A place that somebody removed is not in it. */
  texts: Texts
  /** Changed by both, differently: somebody has to choose. */
  clashes: Clash[]
  /** Changed only by the other side. */
  taken: string[]
}

/** *mine*, begun from *base*, when *theirs* was stored meanwhile. A place that is not there counts as empty. */
export function mergeTexts(base: Texts, mine: Texts, theirs: Texts): Merge {
  const texts: Texts = {}
  const clashes: Clash[] = []
  const taken: string[] = []
  for (const path of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [before, ours, other] = [base[path], mine[path], theirs[path]]
    if (other === before || other === ours) {
      if (ours !== undefined) texts[path] = ours
      continue
    }
    if (ours === before) {
      taken.push(path)
      if (other !== undefined) texts[path] = other
      continue
    }
    clashes.push({ path, before: before ?? '', mine: ours ?? '', theirs: other ?? '' })
    texts[path] = ours ?? ''
  }
  return { texts, clashes, taken }
}
