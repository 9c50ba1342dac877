import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import classes from './Planner.module.css'

/** Groups that cannot be planned yet: what each of them lacks, and the way to it. */
export function NotReady({ groups }: { groups: Schema<'GroupChoice'>[] }) {
  const { t } = useTranslation('planner')
  const waiting = groups.filter(group => !group.is_ready)
  if (waiting.length === 0) return null
  return (
    <Section title={t('form.notReady', { count: waiting.length })}>
      <ul className={classes.lines}>
        {waiting.map(group => (
          <li key={group.group_id}>
            <Link
              to="/group/$groupId"
              params={{ groupId: group.group_id }}
              className="text-link"
              aria-label={t('form.toGroup', { group: group.name })}
            >
              {group.name}
            </Link>
            {group.missing.map(sentence => (
              <p key={sentence} className="small quiet">
                {sentence}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
