import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../api/me'
import { SCHOOL_ROLES } from './personForm'

type RoleChoiceProps = {
  label: string
  value: Role[]
  onChange: (roles: Role[]) => void
  error?: string | undefined
}

/** Which roles a person has, each with what it means. */
export function RoleChoice({ label, value, onChange, error }: RoleChoiceProps) {
  const { t } = useTranslation('school')
  return (
    <Checkbox.Group label={label} value={value} error={error} onChange={all => onChange(all as Role[])}>
      <div className="stack" style={{ gap: '0.5rem', marginTop: '0.5rem' }}>
        {SCHOOL_ROLES.map(role => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`roleDoes.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
