/** A list of names before it is sent. Pure, and nothing of it is kept. */

export const NAMES_MAX = 5_000
export const FILE_BYTES_MAX = 900_000
export const ACCEPTED = '.csv,.txt,.tsv,.xlsx'

/** How many lines of a paste have anything on them. */
export const linesIn = (text: string): number => text.split(/\r?\n/).filter(line => line.trim()).length

/** A paste goes the way of a text file, whose columns the server knows to read. */
export const asFile = (text: string): File => new File([text], 'pasted.txt', { type: 'text/plain' })
