import { useForm } from '@mantine/form'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'

export type VisitValues = { name: string; email: string; reason: string; ends_at: string }
const HOURS_AT_FIRST = 24

/** What the field of a browser holds, on the reader's clock: "2026-11-05T12:00". */
const local = (instant: dayjs.Dayjs): string => instant.format('YYYY-MM-DDTHH:mm')

/** As the school takes it: the moment with its offset, whatever clock the reader has. */
export const wishOf = ({ name, email, reason, ends_at }: VisitValues): Schema<'SupportVisitIn'> => ({
  name: name.trim(),
  email: email.trim(),
  reason: reason.trim(),
  ends_at: dayjs(ends_at).toISOString(),
})

/** A visit of a day, until it is said otherwise. */
export function useVisitForm() {
  const { t } = useTranslation('comingIn')
  return useForm<VisitValues>({
    initialValues: {
      name: '',
      email: '',
      reason: '',
      ends_at: local(dayjs().add(HOURS_AT_FIRST, 'hour')),
    },
    validate: {
      name: value => (value.trim() ? null : t('support.whoMissing')),
      email: value => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.trim()) ? null : t('support.emailBad')),
      reason: value => (value.trim() ? null : t('support.reasonMissing')),
      ends_at: value => (dayjs(value).isValid() ? null : t('support.endsMissing')),
    },
  })
}
