import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A password. Mantine's own field keeps from screen readers that it was refused, and does not name its eye. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('identity')
  return (
    <PasswordInput
      aria-invalid={props.error ? true : undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('invitation.show') }}
      {...props}
    />
  )
}
