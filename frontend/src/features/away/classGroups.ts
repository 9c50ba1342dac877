type Group = { class_names: string[] }

/** Whether every class of a year group or form is chosen. */
export const hasAll = (chosen: string[], { class_names }: Group): boolean =>
  class_names.every(name => chosen.includes(name))

/** The choice with all classes of a group, or without them; each once, the rest as it was. */
export const withGroup = (chosen: string[], { class_names }: Group, isIn: boolean): string[] =>
  isIn ? [...new Set([...chosen, ...class_names])] : chosen.filter(name => !class_names.includes(name))
