import type { Schema } from '../../api/client'
import type { Role } from '../../api/me'

export type PersonValues = {
  name: string
  code: string
  email: string
  department: string
  fte_percent: number | string
  regime: Schema<'WorkingTimeRegime'>
  /** The first and the last day of work; empty where none is written down. */
  joined_on: string
  left_on: string
  roles: Role[]
}

export const REGIMES = [
  'stpcd',
  'leadership',
  'stpcwd',
  'ni',
  'local',
] as const satisfies readonly Schema<'WorkingTimeRegime'>[]

/** Who works in a school; guests are invited by their group, trust leads by their trust. */
export const SCHOOL_ROLES = [
  'teacher',
  'cpd_lead',
  'cover_lead',
  'head',
  'trust_lead',
] as const satisfies readonly Role[]

export const emptyPerson: PersonValues = {
  name: '',
  code: '',
  email: '',
  department: '',
  fte_percent: 100,
  regime: 'stpcd',
  joined_on: '',
  left_on: '',
  roles: ['teacher'],
}

export const valuesOf = (person: Schema<'StaffOut'>): PersonValues => ({
  name: person.name,
  code: person.code,
  email: person.email ?? '',
  department: person.department,
  fte_percent: person.fte_percent,
  regime: person.regime,
  joined_on: person.joined_on ?? '',
  left_on: person.left_on ?? '',
  roles: person.roles,
})

export const bodyOf = ({ roles: _, ...values }: PersonValues): Schema<'StaffIn'> => ({
  ...values,
  email: values.email.trim() || null,
  fte_percent: Number(values.fte_percent),
  joined_on: values.joined_on || null,
  left_on: values.left_on || null,
})

type PersonFault = 'nameBad' | 'codeBad' | 'shareBad' | 'emailBad' | 'leftBad' | 'rolesNeeded'

export function personFaults(values: PersonValues): Partial<Record<keyof PersonValues, PersonFault>> {
  const share = Number(values.fte_percent)
  const email = values.email.trim()
  return {
    ...(values.name.trim() ? {} : { name: 'nameBad' as const }),
    ...(values.code.trim() ? {} : { code: 'codeBad' as const }),
    ...(Number.isInteger(share) && share >= 1 && share <= 100 ? {} : { fte_percent: 'shareBad' as const }),
    ...(!email || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) ? {} : { email: 'emailBad' as const }),
    // Days as YYYY-MM-DD come in the order of their letters.
    ...(!values.joined_on || !values.left_on || values.joined_on <= values.left_on
      ? {}
      : { left_on: 'leftBad' as const }),
    ...(values.roles.length > 0 ? {} : { roles: 'rolesNeeded' as const }),
  }
}
