import type { Schema } from '../../api/client'
import type { Webhook } from './queries'

export const DIALECTS = ['teams', 'slack', 'kenkyu'] as const satisfies readonly Schema<'Dialect'>[]
/** What can be told to a program; the others are one person's reminders. */
export const KINDS = [
  'cover_open',
  'cover_asked',
  'cover_accepted',
  'round_planned',
  'round_changed',
  'timetable_changed',
] as const satisfies readonly Schema<'NoticeKind'>[]
export type ToldKind = (typeof KINDS)[number]

export type WebhookValues = { name: string; address: string; dialect: Schema<'Dialect'>; kinds: ToldKind[] }

export const newWebhook: WebhookValues = { name: '', address: '', dialect: 'teams', kinds: ['cover_open'] }

export const isTold = (kind: string): kind is ToldKind => (KINDS as readonly string[]).includes(kind)

export const valuesOf = (webhook: Webhook): WebhookValues => ({
  name: webhook.name,
  address: webhook.address,
  dialect: webhook.dialect,
  // In the order of the form, so that the same choice is never taken for another.
  kinds: KINDS.filter(kind => webhook.kinds.includes(kind)),
})

export const wishOf = (values: WebhookValues): Schema<'WebhookIn'> => ({
  ...values,
  name: values.name.trim(),
  address: values.address.trim(),
})

type Fault = 'calledBad' | 'addressBad' | 'kindsBad'

export function webhookFaults(values: WebhookValues): Partial<Record<keyof WebhookValues, Fault>> {
  return {
    ...(values.name.trim() ? {} : { name: 'calledBad' as const }),
    ...(values.address.trim() ? {} : { address: 'addressBad' as const }),
    ...(values.kinds.length > 0 ? {} : { kinds: 'kindsBad' as const }),
  }
}
