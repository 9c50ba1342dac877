import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { ForAll } from './ForAll'
import { GroupField } from './GroupField'
import type { WishPart } from './PlanForm'
import classes from './Planner.module.css'
import { readyGroups } from './wish'

/** Every group that is ready: whether it is planned, how often each member observes, and who watches. */
export function GroupFields({ form, draft }: WishPart) {
  const { t } = useTranslation('planner')
  const groups = readyGroups(form)
  if (groups.length === 0) return draft.errors.groups ? <p role="alert">{draft.errors.groups}</p> : null
  return (
    <Section title={t('form.groups')}>
      <p className="small quiet">
        {t('form.groupsLead')} {t('form.howHint')}
      </p>
      <ForAll form={form} draft={draft} />
      <ul className={classes.groups}>
        {groups.map((group, at) => (
          <li key={group.group_id}>
            <GroupField form={form} draft={draft} group={group} at={at} />
          </li>
        ))}
      </ul>
      {draft.errors.groups && (
        <p role="alert" className={classes.bad}>
          {draft.errors.groups}
        </p>
      )}
    </Section>
  )
}
