import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { longDay } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { Term } from '../../ui/Term'
import classes from './Group.module.css'

const LONG = 420

/** What the group has agreed about working together, and the button with which a member agrees. */
export function Protocol({ group }: { group: Schema<'GroupOut'> }) {
  const { t } = useTranslation('group')
  const { t: common } = useTranslation()
  const me = useMe()
  const announce = useAnnounce()
  const agree = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/groups/{group_id}/protocol/agree', {
          params: { path: { group_id: group.id }, header: withKey(key) },
        }),
      ),
    changes: [['group', group.id], ['groups'], ['my-week']],
    onDone: () => announce(t('protocol.agreed')),
  })
  const members = group.members.filter(member => !member.is_guest)
  const mine = members.find(member => member.staff_id === me.staff_id)
  const waiting = members.filter(member => !member.agreed_at).map(member => member.name)
  const mustAgree = mine !== undefined && !mine.agreed_at
  const [isWhole, setWhole] = useState(mustAgree)
  const isLong = group.protocol.length > LONG
  return (
    <Section
      title={<Term means={common('means.protocol')}>{t('protocol.heading')}</Term>}
      side={
        isLong &&
        !mustAgree && (
          <Button
            variant="subtle"
            size="compact-md"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? t('protocol.hide') : t('protocol.show')}
          </Button>
        )
      }
    >
      <div
        id="protocol"
        className={classes.protocol}
        data-folded={(isLong && !isWhole && !mustAgree) || undefined}
      >
        {group.protocol || <span className="quiet">{t('protocol.empty')}</span>}
      </div>
      <p className="small quiet" style={{ marginTop: '0.75rem' }}>
        {mine?.agreed_at && `${t('protocol.mine', { day: longDay(mine.agreed_at) })} `}
        {waiting.length === 0 ? t('protocol.all') : t('protocol.waiting', { names: waiting.join(', ') })}
      </p>
      {mustAgree && (
        <Button mt="sm" loading={agree.isPending} onClick={() => agree.mutate(null)}>
          {t('protocol.agree')}
        </Button>
      )}
      {agree.error && <RefusedNotice acting error={agree.error} onRetry={() => agree.mutate(null)} />}
    </Section>
  )
}
