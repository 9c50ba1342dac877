import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { EmptyState } from '../../ui/EmptyState'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { ArrangeForm } from './ArrangeForm'
import { acceptedOf, publishedOf } from './choices'
import { LeftOut } from './LeftOut'
import { type ArrangeWish, type ProgrammeOut, publishedQuery, touchedByFairs } from './queries'

/** Chooses among the findings that were accepted, and lets the programme be arranged without clashes. */
export function Arrange({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const announce = useAnnounce()
  const me = useMe()
  const { fair, rooms, slots } = programme
  const older = useQuery({ ...publishedQuery(me.school.id), enabled: fair.may.plan })
  const accepted = acceptedOf(programme)
  const published = publishedOf(older.data?.items ?? [], programme)
  const arrange = useAct({
    send: (body: ArrangeWish, key) =>
      answer(
        api.POST('/api/fairs/{fair_id}/arrange', {
          params: { path: { fair_id: fair.id }, header: withKey(key) },
          body,
        }),
      ),
    changes: touchedByFairs,
    onDone: ({ placed, left_out }) =>
      announce(
        [t('arrange.placed', { count: placed.length }), left_out.length === 0 && t('arrange.leftNone')]
          .filter(Boolean)
          .join(' '),
      ),
  })
  if (!fair.may.plan) return null
  return (
    <Section title={t('arrange.heading')} count={accepted.length}>
      <div className="stack">
        {arrange.data && <LeftOut left={arrange.data.left_out} programme={programme} />}
        {accepted.length + published.length === 0 ? (
          <EmptyState title={t(slots.length > 0 ? 'arrange.allPlaced' : 'arrange.none')}>
            {slots.length === 0 && t('arrange.noneDetail')}
          </EmptyState>
        ) : (
          <>
            <p className="small quiet">{t('arrange.lead')}</p>
            {/* What was placed is no more in the list, a new room is: the form begins anew with what there is. */}
            <ArrangeForm
              key={[...accepted, ...published, ...rooms].map(one => one.id).join()}
              accepted={accepted}
              published={published}
              rooms={rooms}
              isBusy={arrange.isPending}
              onSubmit={wish => arrange.mutate(wish)}
            />
          </>
        )}
        {arrange.error && <RefusedNotice acting error={arrange.error} />}
      </div>
    </Section>
  )
}
