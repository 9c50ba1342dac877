import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import { AddMember } from './AddMember'
import { EndGuest } from './EndGuest'
import classes from './Group.module.css'
import { InviteGuest } from './InviteGuest'
import { LeaveGroup } from './LeaveGroup'

/** Who we are. */
export function Members({ group }: { group: Schema<'GroupOut'> }) {
  const { t } = useTranslation('group')
  const [isAdding, setAdding] = useState(false)
  return (
    <Section quietTitle title={t('people.heading')}>
      <ul className={classes.people}>
        {group.members.map(member => (
          <li key={member.staff_id}>
            <span className="strong">{member.name}</span>{' '}
            <span className="small quiet">
              {[
                member.department,
                member.is_facilitator && t('people.facilitator'),
                member.is_guest && t('people.guest'),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
            {group.may_edit && member.is_guest && <EndGuest groupId={group.id} guest={member} />}
          </li>
        ))}
      </ul>
      {group.may_edit &&
        (isAdding ? (
          <AddMember group={group} onClose={() => setAdding(false)} />
        ) : (
          <Button variant="light" mt="sm" fullWidth onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        ))}
      {group.may_edit && !isAdding && <InviteGuest group={group} />}
      <LeaveGroup group={group} />
    </Section>
  )
}
