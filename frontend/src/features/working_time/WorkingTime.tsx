import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { Figures } from './Figures'
import { NewerEdition } from './NewerEdition'
import { NoYear } from './NoYear'
import { Publish } from './Publish'
import { workingTimeQuery } from './queries'
import { RulesForm } from './RulesForm'
import { useYear } from './useYear'
import { Warnings } from './Warnings'
import { YearChoice } from './YearChoice'

type Rules = Schema<'WorkingTimeOut'>

/** The rules of a school year: profile and edition, every figure with its source, the published calendar. */
export function WorkingTime() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const query = useQuery(workingTimeQuery(year))
  const rules = query.data
  return (
    <Page
      name={t('rules.name')}
      eyebrow={rules?.year_name}
      title={rules ? titleOf(rules) : t('rules.name')}
      aside={rules && t('rules.aside', { profile: rules.profile_name, edition: rules.edition_name })}
      actions={<YearChoice shown={rules?.year_id} />}
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={8} />}>
        {loaded =>
          loaded === null ? (
            <NoYear />
          ) : (
            <div className="stack" style={{ gap: '1.75rem' }}>
              {!loaded.is_chosen && <Notice tone="needs">{t('rules.defaultShown')}</Notice>}
              {loaded.newer_edition && <NewerEdition rules={loaded} newer={loaded.newer_edition} />}
              {loaded.is_chosen && <Warnings warnings={loaded.warnings} />}
              {loaded.may_edit ? (
                <RulesForm key={`${loaded.year_id} ${loaded.version}`} rules={loaded} />
              ) : (
                <Notice>{t('rules.onlyLeads')}</Notice>
              )}
              <Figures rules={loaded} />
              <Publish rules={loaded} />
            </div>
          )
        }
      </Loaded>
    </Page>
  )

  function titleOf(loaded: Rules) {
    const words = { year: loaded.year_name }
    const full = loaded.figures.find(one => one.key === 'full_time_minutes')
    if (!loaded.is_chosen) return t('rules.title.none', words)
    if (!loaded.has_cap) return t('rules.title.noCap', words)
    if (!full || full.value === null) return t('rules.title.unset', words)
    return t('rules.title.cap', { ...words, time: inMinutes(full.value) })
  }
}
