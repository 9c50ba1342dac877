import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { SkeletonRows } from '../../ui/SkeletonRows'
import { ToToday } from '../../ui/ToToday'
import { Lines } from './Lines'
import { MyRules } from './MyRules'
import { MyVolunteering } from './MyVolunteering'
import { NotMine } from './NotMine'
import { NoYear } from './NoYear'
import { type DirectedYear, mineQuery } from './queries'
import { useYear } from './useYear'
import { Warnings } from './Warnings'
import { YearChoice } from './YearChoice'
import { YearFacts } from './YearFacts'
import { standing } from './year'

/** Warnings whose words fit whoever they are about; the others are said here in words of their own, or to the school. */
const FOR_ME: Schema<'RuleId'>[] = ['R_NI', 'R_ACAD']

/** My directed year: what counts, what the rules say for me, and where I come of my own will. */
export function MyWorkingTime() {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const query = useQuery(mineQuery(year))
  const found = query.data
  return (
    <Page
      name={t('mine.name')}
      eyebrow={
        <Link to="/time" className="text-link">
          {t('mine.time')}
        </Link>
      }
      title={found ? titleOf(found) : t('mine.name')}
      aside={found && t('mine.eyebrow', { year: found.year_name })}
      actions={<YearChoice shown={found?.year_id} />}
    >
      <Loaded query={query} next={<ToToday />} skeleton={<SkeletonRows rows={6} />}>
        {loaded =>
          loaded === null ? (
            <NoYear />
          ) : (
            <div className="stack" style={{ gap: '1.5rem' }}>
              <YearFacts year={loaded} />
              {standing(loaded).kind === 'over' && <Notice tone="needs">{t('mine.overDetail')}</Notice>}
              {loaded.warnings.some(one => one.rule === 'R_PT_SHARE') && (
                <Notice tone="needs">{t('mine.overShare')}</Notice>
              )}
              <Warnings warnings={loaded.warnings.filter(one => FOR_ME.includes(one.rule))} />
              <MyRules year={loaded} />
              <MyVolunteering year={loaded} />
              <NotMine year={loaded} />
              <Lines year={loaded} />
            </div>
          )
        }
      </Loaded>
    </Page>
  )

  function titleOf(loaded: DirectedYear) {
    const at = standing(loaded)
    return t(`mine.title.${at.kind}`, {
      total: inMinutes(loaded.total_minutes),
      cap: inMinutes(loaded.cap_minutes ?? 0),
      time: inMinutes(at.kind === 'left' || at.kind === 'over' ? at.minutes : 0),
    })
  }
}
