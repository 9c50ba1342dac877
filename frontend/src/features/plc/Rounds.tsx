import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../lib/usePhone'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import { roundsQuery } from './queries'
import { RoundList } from './RoundList'
import { RoundTable } from './RoundTable'

/** The group's rounds, newest first. */
export function Rounds({ groupId, canPlan }: { groupId: string; canPlan: boolean }) {
  const { t } = useTranslation('group')
  const query = useInfiniteQuery(roundsQuery(groupId))
  const List = usePhone() ? RoundList : RoundTable
  const plan = canPlan && (
    <div className="row">
      <ButtonLink to="/plan" search={{ group: groupId, find: true }} variant="default">
        {t('rounds.find')}
      </ButtonLink>
      <ButtonLink to="/plan" search={{ group: groupId }} variant="light">
        {t('rounds.plan')}
      </ButtonLink>
    </div>
  )
  return (
    <Section title={t('rounds.heading')} side={plan}>
      <Loaded query={query}>
        {({ pages }) => {
          const rounds = pages.flatMap(page => page.items)
          if (rounds.length === 0)
            return <EmptyState title={t('rounds.empty')}>{t('rounds.emptyDetail')}</EmptyState>
          return <List rounds={rounds} />
        }}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
