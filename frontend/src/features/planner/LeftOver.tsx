import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { slotInWords } from '../../lib/dates'
import { Section } from '../../ui/Section'
import { gapsOf } from './cover'
import { Reasons } from './Reasons'
import classes from './Run.module.css'
import type { Go, PlanSearch } from './views'
import { isBooked, type Plan } from './week'

/** Classes that nobody inside can take, and observations that have no place, each with its reasons. */
export function LeftOver({ plan, search, onGo }: { plan: Plan; search: PlanSearch; onGo: Go }) {
  const { t } = useTranslation('planner')
  const { left_for_cover_lead: left } = plan
  const { gaps, cover, others } = gapsOf(plan)
  return (
    <div className="stack" style={{ gap: '2rem' }}>
      <Section plain title={t('left.cover')}>
        {left.length === 0 ? (
          <p className={classes.allGood}>
            <IconCheck size={18} aria-hidden /> {t('left.coverNone')}
          </p>
        ) : (
          <>
            <p className="small quiet">
              {t(isBooked(plan) ? 'left.coverBooked' : 'left.coverLead', { count: left.length })}
            </p>
            <ul className={classes.lines}>
              {left.map(one => (
                <Class key={one.released_id + one.held_on + one.start} left={one} />
              ))}
            </ul>
            <Reasons reasons={cover} />
          </>
        )}
      </Section>
      <Section plain title={t('left.unplaced')}>
        {gaps.length === 0 && (
          <p className={classes.allGood}>
            <IconCheck size={18} aria-hidden /> {t('left.unplacedNone')}
          </p>
        )}
        {gaps.map(gap => (
          <div key={gap.groupId} className={classes.gap}>
            <h3>{gap.groupName}</h3>
            <ul>
              {gap.people.map(one => (
                <li key={one.staff_id}>
                  {t('left.person', { name: one.name, count: one.observations })}{' '}
                  <UnstyledButton
                    className="text-link"
                    onClick={() => onGo({ ...search, show: 'teachers', teacher: one.staff_id })}
                  >
                    {t('left.see', { name: one.name })}
                  </UnstyledButton>
                </li>
              ))}
            </ul>
            <Reasons reasons={gap.reasons} />
            {gap.reasons.length === 0 && <p className="small quiet">{t('left.noReason')}</p>}
          </div>
        ))}
        {others.length > 0 && (
          <div className={classes.gap}>
            <h3>{t('left.whole')}</h3>
            <Reasons reasons={others} />
          </div>
        )}
      </Section>
    </div>
  )
}

function Class({ left }: { left: Schema<'CoverLeft'> }) {
  const { t } = useTranslation('planner')
  return (
    <li>
      <span className="strong numbers">{slotInWords(left.held_on, left.period, left.start)}</span>{' '}
      {[left.class_name, left.subject].filter(Boolean).join(' ')}
      {left.room && <span className="quiet">, {left.room}</span>}
      <br />
      <span className="small quiet">
        {t('left.released', { name: left.released_name, group: left.group_name })}
      </span>
    </li>
  )
}
