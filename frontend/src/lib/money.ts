/** Pounds and pence, held as whole pence. No floating point on the way. */

const AMOUNT = /^(\d{1,4})(?:\.(\d{1,2}))?$/

/** "38.5" and "£38.50" are 3850; nothing typed is 0; null for what is no amount. */
export function penceOf(typed: string): number | null {
  const text = typed.replace(/[£\s,]/g, '')
  if (text === '') return 0
  const found = AMOUNT.exec(text)
  if (!found) return null
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}

/** "38.50". */
export const poundsOf = (pence: number): string =>
  `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`

const thousands = new Intl.NumberFormat('en-GB')

/** "£1,038.50". */
export const inPounds = (pence: number): string =>
  `£${thousands.format(Math.floor(pence / 100))}.${String(pence % 100).padStart(2, '0')}`
