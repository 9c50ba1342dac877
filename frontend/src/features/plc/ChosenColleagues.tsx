import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Colleague } from './ColleagueSearch'
import classes from './Group.module.css'

/** Below three there is no community, only a pair. */
export const MEMBERS_MIN = 3

type ChosenProps = { chosen: Colleague[]; isTooFew: boolean; onRemove: (id: string) => void }

/** Who is in the new group so far, and how many are still needed. */
export function ChosenColleagues({ chosen, isTooFew, onRemove }: ChosenProps) {
  const { t } = useTranslation('group')
  const missing = MEMBERS_MIN - chosen.length
  return (
    <section aria-label={t('create.people')}>
      <h2>{t('create.chosen')}</h2>
      <ul className={classes.chosen}>
        {chosen.map(one => (
          <li key={one.id} className={classes.person}>
            <span>
              <span className="strong">{one.name}</span> <span className="small quiet">{one.department}</span>
            </span>
            <ActionIcon
              variant="subtle"
              size={44}
              aria-label={t('create.remove', { name: one.name })}
              onClick={() => onRemove(one.id)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <p role="status" className={`small ${isTooFew && missing > 0 ? 'strong' : 'quiet'}`}>
        {isTooFew && missing > 0 && `${t('create.peopleBad')} `}
        {missing > 0 ? t('create.more', { count: missing }) : t('create.enough')}
      </p>
    </section>
  )
}
