import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { ButtonLink } from '../../ui/ButtonLink'
import { Section } from '../../ui/Section'
import classes from './Group.module.css'

/** What stands between the group and its first round, as sentences; nothing at all once all is in place. */
export function Missing({ group }: { group: Schema<'GroupOut'> }) {
  const { t } = useTranslation('group')
  const me = useMe()
  if (group.what_is_missing.length === 0) return null
  const mine = group.members.find(member => member.staff_id === me.staff_id)
  const mustAgree = mine && !mine.agreed_at && !mine.is_guest
  return (
    <Section title={t('missing.heading')} count={group.what_is_missing.length}>
      <ul className={classes.missing}>
        {group.what_is_missing.map((sentence, at) => (
          <li key={sentence}>
            <span>{sentence}</span>
            {mustAgree && at === 0 && (
              <ButtonLink to="." hash="protocol" variant="default">
                {t('missing.agree')}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
