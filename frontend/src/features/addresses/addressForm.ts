import type { Schema } from '../../api/client'
import type { Source, SourceKind } from './queries'

export type AddressValues = {
  kind: SourceKind
  name: string
  address: string
  /** Empty where it is the whole school's. */
  staff_id: string
  every_hours: string
}

export const KINDS = ['timetable', 'staff', 'absences'] as const satisfies readonly SourceKind[]
export const HOURS = [1, 6, 12, 24, 168] as const

export const newAddress: AddressValues = {
  kind: 'timetable',
  name: '',
  address: '',
  staff_id: '',
  every_hours: '24',
}

export const valuesOf = (source: Source): AddressValues => ({
  kind: source.kind,
  name: source.name,
  address: source.address,
  staff_id: source.staff_id ?? '',
  every_hours: String(source.every_hours),
})

const said = (values: AddressValues) => ({
  name: values.name.trim(),
  address: values.address.trim(),
  // A staff list is nobody's calendar.
  staff_id: values.kind === 'staff' ? null : values.staff_id || null,
  every_hours: Number(values.every_hours),
})

export const wishOf = (values: AddressValues): Schema<'OutsideSourceIn'> => ({
  kind: values.kind,
  ...said(values),
})

export const editOf = (values: AddressValues, isActive: boolean): Schema<'OutsideSourceEdit'> => ({
  ...said(values),
  is_active: isActive,
})

export function addressFaults(values: AddressValues): { name?: 'calledBad'; address?: 'addressBad' } {
  return {
    ...(values.name.trim() ? {} : { name: 'calledBad' as const }),
    ...(values.address.trim() ? {} : { address: 'addressBad' as const }),
  }
}
