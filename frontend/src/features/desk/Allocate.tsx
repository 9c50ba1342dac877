import { Button, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { figure } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ToToday } from '../../ui/ToToday'
import { AllocationTable } from './AllocationTable'
import { receivers } from './allocation'
import classes from './Desk.module.css'
import { previewQuery } from './queries'

type Rule = Schema<'AllocationRule'>
const RULES = ['pro_rata', 'full'] as const satisfies readonly Rule[]

/** Gives every teacher their year's minutes: choose a rule, see what it does, do it. */
export function Allocate() {
  const { t } = useTranslation('desk')
  const [rule, setRule] = useState<Rule>('pro_rata')
  const isLead = holds(useMe(), 'cpd_lead')
  const preview = useQuery({ ...previewQuery(rule), enabled: isLead })
  const seen = preview.data
  const title = !seen
    ? t('allocation.reading')
    : seen.added_minutes === 0
      ? t('allocation.titleNothing')
      : t('allocation.title', { minutes: figure(seen.added_minutes), count: receivers(seen.lines) })
  return (
    <Page narrow name={t('allocation.name')} title={title}>
      {isLead ? (
        <div className="stack" style={{ gap: '1.5rem' }}>
          <Radio.Group label={t('allocation.rule')} value={rule} onChange={value => setRule(value as Rule)}>
            <div className={classes.rules}>
              {RULES.map(one => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`allocation.rules.${one}`)}
                  description={t(`allocation.ruleDetail.${one}`)}
                />
              ))}
            </div>
          </Radio.Group>
          <Loaded query={preview} next={<ToToday />}>
            {loaded => <Preview allocation={loaded} />}
          </Loaded>
        </div>
      ) : (
        <Notice
          action={
            <Link to="/desk/grants" className="text-link">
              {t('allocation.toGrants')}
            </Link>
          }
        >
          {t('allocation.onlyCpd')}
        </Notice>
      )}
    </Page>
  )
}

function Preview({ allocation }: { allocation: Schema<'AllocationOut'> }) {
  const { t } = useTranslation('desk')
  const navigate = useNavigate()
  const announce = useAnnounce()
  const allocate = useAct({
    send: (rule: Rule, key) =>
      answer(api.POST('/api/allocations', { params: { header: withKey(key) }, body: { rule } })),
    changes: [['desk'], ['time'], ['my-week']],
    onDone: done => {
      announce(t('allocation.done', { minutes: figure(done.added_minutes) }))
      return navigate({ to: '/desk' })
    },
  })
  if (allocation.lines.length === 0)
    return (
      <EmptyState
        title={t('allocation.nobody')}
        action={
          <Button component={Link} to="/school/people" variant="light">
            {t('allocation.toPeople')}
          </Button>
        }
      >
        {t('allocation.nobodyDetail')}
      </EmptyState>
    )
  return (
    <>
      <AllocationTable lines={allocation.lines} />
      {allocate.error && <RefusedNotice acting error={allocate.error} />}
      {allocation.added_minutes > 0 && (
        <div className={classes.act}>
          <Button loading={allocate.isPending} onClick={() => allocate.mutate(allocation.rule)}>
            {t('allocation.act', {
              minutes: figure(allocation.added_minutes),
              count: receivers(allocation.lines),
            })}
          </Button>
        </div>
      )}
    </>
  )
}
