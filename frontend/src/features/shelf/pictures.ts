/** Which picture leads a finding, and which stand under it. Pure. */
import type { Finding, FindingFile } from './shapes'

export const SECTIONS = ['background', 'aims', 'methods', 'findings', 'implications', 'next_time'] as const
export type SectionName = (typeof SECTIONS)[number]

export const htmlOf = (finding: Finding, section: SectionName): string => finding[`${section}_html`]

/** The first picture leads; what the text itself shows is not shown again. */
export function picturesOf(finding: Finding): { lead: FindingFile | undefined; others: FindingFile[] } {
  const text = SECTIONS.map(section => htmlOf(finding, section)).join(' ')
  const [lead, ...others] = finding.files.filter(file => file.kind === 'image' && !text.includes(file.id))
  return { lead, others }
}

const STEP = 1000

/** "240 kB", "1.2 MB": how long it takes to load, roughly. */
export function sizeInWords(bytes: number): string {
  if (bytes < STEP) return '1 kB'
  if (bytes < STEP * STEP) return `${Math.round(bytes / STEP)} kB`
  return `${(bytes / STEP / STEP).toFixed(1)} MB`
}
