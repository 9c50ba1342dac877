const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What was typed stays; the rest becomes what is stored now. `both` were changed here and by a colleague. */
export function keepTyped<Values extends object>(read: Values, typed: Values, stored: Values) {
  const names = Object.keys(stored) as (keyof Values)[]
  const kept = names.filter(name => !same(typed[name], read[name]) && !same(typed[name], stored[name]))
  const values = { ...stored }
  for (const name of kept) values[name] = typed[name]
  return { values, both: kept.filter(name => !same(stored[name], read[name])) }
}
