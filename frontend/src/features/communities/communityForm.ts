/** A community as it is typed: what is wrong with it, and what is sent. Pure. */
import type { Schema } from '../../api/client'
import type { Community, StepKind } from './queries'

export const STEPS = ['workshop', 'application', 'evaluation'] as const satisfies readonly StepKind[]
export const LEADERS = 2

export type CommunityValues = {
  name: string
  focus: string
  about: string
  open_to: Community['open_to']
  leader_ids: string[]
} & Record<`${StepKind}_on` | `${StepKind}_text`, string>

export const emptyCommunity = (hasTrust: boolean): CommunityValues => ({
  name: '',
  focus: '',
  about: '',
  open_to: hasTrust ? 'trust' : 'everyone',
  leader_ids: [],
  workshop_on: '',
  workshop_text: '',
  application_on: '',
  application_text: '',
  evaluation_on: '',
  evaluation_text: '',
})

export function communityValues(community: Community): CommunityValues {
  const values = emptyCommunity(false)
  for (const { kind, held_on, text } of community.steps) {
    values[`${kind}_on`] = held_on
    values[`${kind}_text`] = text
  }
  const { name, focus, about, open_to } = community
  return { ...values, name, focus, about, open_to }
}

/** What may change later; to whom it is open and who leads is said elsewhere. */
export const communityEdit = (values: CommunityValues): Schema<'CommunityEdit'> => ({
  name: values.name.trim(),
  focus: values.focus.trim(),
  about: values.about.trim(),
  steps: STEPS.map(kind => ({ kind, held_on: values[`${kind}_on`], text: values[`${kind}_text`].trim() })),
})

export const communityBody = (values: CommunityValues): Schema<'CommunityIn'> => ({
  ...communityEdit(values),
  open_to: values.open_to,
  leader_ids: values.leader_ids,
})

export type CommunityFault = 'titleBad' | 'focusBad' | 'stepsBad' | 'leadersBad'

/** `isBegun`: who leads was said when it began. */
export function communityFaults(
  values: CommunityValues,
  isBegun: boolean,
): Partial<Record<keyof CommunityValues, CommunityFault>> {
  const days = STEPS.map(kind => values[`${kind}_on`])
  const wrong = STEPS.find((_, at) => !days[at] || (at > 0 && (days[at - 1] ?? '') > (days[at] ?? '')))
  return {
    ...(values.name.trim() ? {} : { name: 'titleBad' as const }),
    ...(values.focus.trim() ? {} : { focus: 'focusBad' as const }),
    ...(wrong ? { [`${wrong}_on`]: 'stepsBad' as const } : {}),
    ...(isBegun || values.leader_ids.length === LEADERS ? {} : { leader_ids: 'leadersBad' as const }),
  }
}
