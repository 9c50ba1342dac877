/** Which files are worth sending. Pure. */
export const FILES_MAX = 12
export const FILE_BYTES_MAX = 10_000_000

type Named = Pick<File, 'name' | 'size'>

/** Adds files; one of the same name takes the place of the earlier one. */
export const withFiles = <F extends Named>(before: readonly F[], added: readonly F[]): F[] => {
  const names = new Set(added.map(file => file.name))
  return [...before.filter(file => !names.has(file.name)), ...added]
}

export const tooLarge = <F extends Named>(files: readonly F[]): F | undefined =>
  files.find(file => file.size > FILE_BYTES_MAX)
