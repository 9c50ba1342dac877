import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupQuery } from '../../api/groups'
import { holds, useMe } from '../../api/me'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { Balances } from './Balances'
import { EditGroup } from './EditGroup'
import classes from './Group.module.css'
import { Members } from './Members'
import { Missing } from './Missing'
import { OurFindings } from './OurFindings'
import { Protocol } from './Protocol'
import { Rounds } from './Rounds'

/** Our focus and protocol, what is missing, the rounds, and who has covered for whom. */
export function Group({ cycle, meetings }: { cycle?: ReactNode; meetings?: ReactNode }) {
  const { t } = useTranslation('group')
  const { groupId } = useParams({ from: '/signed-in/group/$groupId' })
  const query = useQuery(groupQuery(groupId))
  const [isEditing, setEditing] = useState(false)
  // A guest reads and comments; balances are the members' own.
  const isStaff = holds(useMe(), 'teacher', 'cpd_lead', 'cover_lead', 'head')
  const group = query.data
  const members = group?.members.filter(member => !member.is_guest) ?? []
  return (
    <Page
      name={group?.name ?? t('name')}
      title={group?.name ?? t('name')}
      aside={group && `${t('members', { count: members.length })}, ${t(`state.${group.state}`)}`}
      actions={
        group?.may_edit &&
        !isEditing && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('edit.open')}
          </Button>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={5} height={96} />}>
        {loaded => (
          <div className="beside">
            <div className="stack">
              {isEditing && <EditGroup group={loaded} onClose={() => setEditing(false)} />}
              <Section quietTitle title={t('focus')}>
                <p className={classes.focus}>{loaded.focus}</p>
                {loaded.research_theme && <p className="quiet prose">{loaded.research_theme}</p>}
                {loaded.eef_goal && (
                  <p className="small quiet prose">
                    {t('goal')}: {loaded.eef_goal}
                  </p>
                )}
                {loaded.advice && <p className="small quiet">{loaded.advice}</p>}
              </Section>
              <Missing group={loaded} />
              {cycle}
              <Rounds groupId={loaded.id} canPlan={loaded.what_is_missing.length === 0} />
              {meetings}
              <Protocol group={loaded} />
            </div>
            <div className="stack">
              <Members group={loaded} />
              {isStaff && <Balances groupId={loaded.id} />}
              <OurFindings groupId={loaded.id} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
