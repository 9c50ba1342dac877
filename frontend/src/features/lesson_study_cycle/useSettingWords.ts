import { useTranslation } from 'react-i18next'
import type { Choices } from './choices'
import type { CycleOut } from './shapes'

const fields = {
  title: 'title',
  mode: 'mode',
  lessons_planned: 'lessons',
  protocol: 'protocol',
  other_id: 'other',
  earlier_id: 'earlier',
} as const
type BodyField = keyof typeof fields

/** How a cycle is set up, in words, and from the API's names into the form's. */
export function useSettingWords(cycle: CycleOut) {
  const { t } = useTranslation('lessonStudy')
  return {
    name: (path: string) => t(`choose.${fields[path as BodyField]}`),
    value: (path: string, text: string): string => {
      if (path === 'mode') return t(`mode.${text as 'full'}`)
      if (path === 'protocol') return t(`protocol.${text as 'uk'}`)
      if (path === 'other_id')
        return text && (cycle.other?.staff_id === text ? cycle.other.name : t('choose.another'))
      if (path === 'earlier_id')
        return text && (cycle.earlier?.id === text ? cycle.earlier.title : t('choose.another'))
      return text
    },
    fromBody: (body: Partial<Record<string, unknown>>): Partial<Choices> =>
      Object.fromEntries(
        Object.entries(body).map(([path, value]) => [fields[path as BodyField], String(value ?? '')]),
      ),
  }
}
