/** What a finding is filed by, as labels of the shelf. Pure. */
import type { Finding } from './shapes'
import type { LabelKind } from './shelf'

export type LabelOf = { kind: LabelKind; value: string; label: string }

export function labelsOf(finding: Finding): LabelOf[] {
  const one = (kind: LabelKind, value: string | null | undefined, label = value): LabelOf[] =>
    value && label ? [{ kind, value, label }] : []
  return [
    ...one('focus', finding.focus),
    ...one('subject', finding.subject),
    ...(finding.phase === 'all' ? [] : one('phase', finding.phase)),
    ...finding.mechanisms.flatMap(number => one('mechanism', String(number))),
    ...one('group', finding.group_id, finding.group_name),
    ...one('school', finding.school_id, finding.school_name),
  ]
}
