import type { GetInputPropsReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { PasswordField } from '../../ui/PasswordField'

const LENGTH_MIN = 12

/** Says what is the matter with a password before it is sent; the server alone knows the common ones. */
export function useNewPassword() {
  const { t } = useTranslation('identity')
  return (value: string) => (value.length < LENGTH_MIN ? t('invitation.tooShort') : null)
}

/** The field in which a password is chosen. */
export function NewPassword({ label, field }: { label: string; field: GetInputPropsReturnType }) {
  const { t } = useTranslation('identity')
  return (
    <PasswordField label={label} description={t('invitation.hint')} autoComplete="new-password" {...field} />
  )
}
