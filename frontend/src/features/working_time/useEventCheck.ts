import { useTranslation } from 'react-i18next'
import { type EventValues, eventFaults, spanOf } from './eventForm'

/** What is wrong with a typed event, in words beside its fields. */
export function useEventCheck() {
  const { t } = useTranslation('workingTime')
  return (values: EventValues): Record<string, string> =>
    Object.fromEntries(
      Object.entries(eventFaults(values)).map(([field, fault]) => [
        field,
        t(`event.${fault}`, { most: spanOf(values) }),
      ]),
    )
}
