import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { atRiskQuery } from '../../api/reminders'
import { shortDay } from '../../lib/dates'
import { useNow } from '../../lib/useNow'
import { useAnnounce } from '../../ui/Announcer'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Desk.module.css'
import { RemindAll } from './RemindAll'

/** Who may lose minutes, in the words they would be told; and a kind word to one, or to all of them. */
export function UnplacedNudge() {
  const { t } = useTranslation('statements')
  const query = useInfiniteQuery(atRiskQuery)
  const isLead = holds(useMe(), 'cpd_lead')
  return (
    <Section plain title={t('risk.heading')}>
      <p className={`small quiet ${classes.lead}`}>
        {t('risk.lead')} {!isLead && t('risk.onlyCpd')}
      </p>
      <Loaded query={query}>
        {data => {
          const people = itemsOf(data)
          if (people.length === 0) return <p>{t('risk.none')}</p>
          return (
            <>
              {isLead && <RemindAll kind="place_minutes" />}
              <ul className={classes.steps} style={{ marginTop: '0.875rem' }}>
                {people.map(person => (
                  <One key={person.staff_id} person={person} mayNudge={isLead} />
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}

function One({ person, mayNudge }: { person: Schema<'AtRisk'>; mayNudge: boolean }) {
  const { t } = useTranslation('statements')
  const announce = useAnnounce()
  const now = useNow()
  const { staff_id: staffId, staff_name: name, nudged_at: last, may_nudge_from: from } = person
  const mustWait = from !== null && Date.parse(from) > now
  const remind = useAct({
    send: (id: string, key) =>
      answer(
        api.POST('/api/staff/{staff_id}/nudges', {
          params: { path: { staff_id: id }, header: withKey(key) },
          body: { kind: 'place_minutes' },
        }),
      ),
    changes: [['desk', 'at-risk']],
    onDone: () => announce(t('risk.done', { name })),
  })
  const day = last && shortDay(last)
  return (
    <li className={classes.step} style={{ paddingLeft: 0 }}>
      <div className={classes.stepText}>
        <h3>
          <Link to="/desk/people/$staffId" params={{ staffId }} className="text-link">
            {name}
          </Link>
          {person.group_name && <span className={classes.stepState}>{person.group_name}</span>}
        </h3>
        <p className="small">{person.words}</p>
        {day && (
          <p className="smaller quiet">
            {mustWait ? t('risk.reminded', { day, from: shortDay(from) }) : t('risk.remindedOnce', { day })}
          </p>
        )}
        {remind.error && <RefusedNotice acting error={remind.error} />}
      </div>
      {mayNudge && !mustWait && (
        <Button
          variant="default"
          size="sm"
          aria-label={t('risk.remindNamed', { name })}
          loading={remind.isPending}
          onClick={() => remind.mutate(staffId)}
        >
          {t('risk.remind')}
        </Button>
      )}
    </li>
  )
}
