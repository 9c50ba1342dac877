/** The files of the last dry run, as long as this page lives: to read them otherwise without choosing them again. */
let held: { importId: string; files: readonly File[] } | null = null

export const holdFiles = (importId: string, files: readonly File[]) => {
  held = { importId, files }
}

/** None after the page was loaded anew, or for another dry run. */
export const heldFiles = (importId: string): readonly File[] | null =>
  held?.importId === importId ? held.files : null
