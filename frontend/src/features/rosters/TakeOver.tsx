import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { today } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { EmptyState } from '../../ui/EmptyState'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { Changing } from './Changing'
import { bodyOf, type Choices, countsOf, lacksDay, noChoices, unsaid } from './choices'
import { Doubtful } from './Doubtful'
import { Joining } from './Joining'
import { Leaving } from './Leaving'
import { OnlyHere } from './OnlyHere'
import { useCountWords } from './useCountWords'

type TakeOverProps = {
  seen: Schema<'RosterImportOut'>
  onDone: (done: Schema<'RosterCommitted'>) => void
}

/** The groups of a list with their choices, and what taking it over will do. */
export function TakeOver({ seen, onDone }: TakeOverProps) {
  const { t } = useTranslation('rosters')
  const announce = useAnnounce()
  const inWords = useCountWords()
  const [choices, setChoices] = useState<Choices>(() => noChoices(today()))
  const commit = useAct({
    send: (body: Schema<'RosterCommit'>, key) =>
      answer(
        api.POST('/api/roster-imports/{import_id}/commit', {
          params: { path: { import_id: seen.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['roster-imports'], ['staff'], ['time'], ['desk']],
    onDone: done => {
      announce(t('take.done'))
      onDone(done)
    },
  })
  const groups: Readonly<Record<string, number>> = seen.group_counts
  const of = (group: Schema<'RosterGroup'>) => groups[group] ?? 0
  const missing = unsaid(choices, groups)
  const part = {
    importId: seen.id,
    choices,
    change: (changed: Partial<Choices>) => setChoices(before => ({ ...before, ...changed })),
  }
  const isStill = (['joiners', 'leavers', 'changed', 'doubtful'] as const).every(group => of(group) === 0)
  const trouble = missing > 0 ? t('take.missing', { count: missing }) : lacksDay(choices) && t('take.noDay')
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '2rem' }}
      onSubmit={event => {
        event.preventDefault()
        if (!trouble) commit.mutate(bodyOf(choices))
      }}
    >
      {isStill && <EmptyState title={t('run.nothing')}>{t('run.nothingDetail')}</EmptyState>}
      {of('doubtful') > 0 && <Doubtful {...part} />}
      {of('joiners') > 0 && <Joining {...part} count={of('joiners')} />}
      {of('leavers') > 0 && <Leaving {...part} count={of('leavers')} />}
      {of('changed') > 0 && <Changing {...part} count={of('changed')} />}
      {of('only_here') > 0 && <OnlyHere importId={seen.id} count={of('only_here')} />}
      {of('passed_over') > 0 && (
        <p className="small quiet">{t('run.passedOver', { count: of('passed_over') })}</p>
      )}
      <Section title={t('take.heading')}>
        <div className="stack">
          <p>{isStill ? t('run.remember') : t('take.whole', { what: inWords(countsOf(choices, groups)) })}</p>
          {commit.error && <RefusedNotice acting error={commit.error} />}
          <div className="row">
            <Button type="submit" loading={commit.isPending} disabled={Boolean(trouble)}>
              {t('take.act')}
            </Button>
            <p role="status" className="small quiet">
              {trouble}
            </p>
          </div>
        </div>
      </Section>
    </form>
  )
}
